using System.Collections.Immutable;
using System.Text;
using PackMan.Charts;
using PackMan.Explaining;
using PackMan.Manifests;
using PackMan.Origins;
using PackMan.Planning;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Actions.Deploy;

/// <summary>Renders a chart for one release: values merged, texts cut into manifests, everything in the order of installation.</summary>
internal sealed class ReleaseRenderer(ITemplateEngine engine, TimeProvider time)
{
    /// <exception cref="PackManException">The chart cannot be rendered with these values.</exception>
    public RenderedRelease Render(RenderInput input, CancellationToken cancellationToken)
    {
        ChartChecks.EnsureInstallable(input.Chart, input.Capabilities.KubeVersion);
        var charts = ChartTree.Resolve(input.Chart, input.Supplied);
        ChartChecks.EnsureUsable(charts, input.Capabilities.KubeVersion);
        if (!input.SkipSchemaValidation)
        {
            ValuesSchema.Check(charts);
        }

        foreach (var warning in charts.Warnings)
        {
            input.Warn?.Invoke(warning);
        }

        TellUnread(input, charts);
        var request = RequestFor(input, charts);
        var release = new RenderedRelease
        {
            Charts = charts,
            SensitivePaths = ValuesSchema.SensitiveIn(charts).Paths,
            Sources = new ReleaseSources(engine, request, new ValueHistory(charts, input.SuppliedSteps.IsEmpty ? [input.Supplied] : input.SuppliedSteps), cancellationToken),
        };
        try
        {
            return Render(release, engine.Render(request, cancellationToken), input);
        }
        // A template may put any value into an error (`fail`, the name of a partial, YAML that does not read).
        catch (PackManException error)
        {
            throw release.Told(error);
        }
    }

    /// <summary>Values that have no effect are told before anything else, because they often are the reason of an error that follows.</summary>
    private void TellUnread(RenderInput input, ChartTree charts)
    {
        if (input.Supplied.Count == 0 || input.Unread == UnreadPolicy.Ignore)
        {
            return;
        }

        var unread = UnreadValues.Find(charts, input.Supplied, ChartUses.Of(engine, charts));
        if (!unread.IsEmpty && input.Unread == UnreadPolicy.Refuse)
        {
            throw new UnreadValuesException(unread);
        }

        foreach (var value in unread)
        {
            input.Warn?.Invoke(value.Describe());
        }
    }

    private RenderRequest RequestFor(RenderInput input, ChartTree charts) => new()
    {
        Root = charts.Root,
        Release = input.Release,
        Capabilities = input.Capabilities,
        Lookup = input.Lookup,
        SubchartNotes = input.SubchartNotes,
        Time = time,
    };

    private static RenderedRelease Render(RenderedRelease release, RenderedChart rendered, RenderInput input)
    {
        var all = ManifestSplitter.Split(rendered.Files);
        release.Sources.Manifests = all;
        var manifests = all.ToLookup(manifest => manifest.IsHook);
        return release with
        {
            Objects = InstallOrder.Sort(manifests[false]),
            Hooks = InstallOrder.Sort(manifests[true]),
            Crds = input.SkipCrds ? [] : ManifestSplitter.Split(CrdFiles(release.Charts)),
            Notes = rendered.Notes ?? "",
        };
    }

    // The same definitions come once for each alias, and charts of one family often bring the same ones along.
    private static IEnumerable<RenderedFile> CrdFiles(ChartTree charts) => charts.Root.All
        .Where(chart => !chart.IsLibrary)
        .SelectMany(chart => chart.Chart.Crds.Select(file => new RenderedFile($"{chart.Folder}/{file.Path}", Encoding.UTF8.GetString(file.Content.Span), SourceMap.Empty)))
        .DistinctBy(file => file.Text, StringComparer.Ordinal);
}

/// <summary>What a rendering starts from.</summary>
internal sealed record RenderInput
{
    public required Chart Chart { get; init; }

    /// <summary>What the user gave, layers merged.</summary>
    public required YamlMap Supplied { get; init; }

    /// <summary>The same as it was after each layer, so that errors can tell what a value overrode; empty where the layers are not known.</summary>
    public ImmutableArray<YamlMap> SuppliedSteps { get; init; } = [];

    public required ReleaseScope Release { get; init; }

    public required Capabilities Capabilities { get; init; }

    public IObjectLookup? Lookup { get; init; }

    public bool SkipCrds { get; init; }

    public bool SkipSchemaValidation { get; init; }

    public UnreadPolicy Unread { get; init; }

    /// <summary>Tells the user what is probably a mistake.</summary>
    public Action<string>? Warn { get; init; }

    public bool SubchartNotes { get; init; }
}

/// <summary>A chart rendered for a release.</summary>
internal sealed record RenderedRelease
{
    public required ChartTree Charts { get; init; }

    /// <summary>Where what was rendered comes from.</summary>
    public required ReleaseSources Sources { get; init; }

    public YamlMap Computed => Charts.Values;

    public ImmutableArray<string> SensitivePaths { get; init; } = [];

    /// <summary>What keeps the sensitive values out of errors.</summary>
    public Redaction Redaction => SensitiveTexts.Of(Computed, new SensitivePaths(SensitivePaths));

    public ImmutableArray<Manifest> Objects { get; init; } = [];

    public ImmutableArray<Manifest> Hooks { get; init; } = [];

    public ImmutableArray<Manifest> Crds { get; init; } = [];

    public string Notes { get; init; } = "";

    /// <summary>An error about the release as it may be told: with what led to it, and without sensitive values.</summary>
    public PackManException Told(PackManException error)
    {
        var explained = Sources.Explain(error);
        return RedactedException.Of(explained, Redaction) ?? explained;
    }
}
