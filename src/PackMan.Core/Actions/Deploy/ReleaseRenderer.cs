using System.Collections.Immutable;
using System.Text;
using PackMan.Charts;
using PackMan.Manifests;
using PackMan.Origins;
using PackMan.Planning;
using PackMan.Schemas;
using PackMan.Templating;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Actions.Deploy;

/// <summary>Renders a chart for one release: values merged, texts cut into manifests, everything in the order of installation.</summary>
internal sealed class ReleaseRenderer(ITemplateEngine engine, TimeProvider time)
{
    /// <exception cref="PackManException">The chart cannot be rendered with these values.</exception>
    public RenderedRelease Render(RenderInput input, CancellationToken cancellationToken)
    {
        ChartChecks.EnsureInstallable(input.Chart, input.Capabilities.KubeVersion);
        var computed = ValuesMerger.Merge(input.Chart.Values, input.Supplied, ValuesSchema.ListMergeKeyOf(input.Chart));
        if (!input.SkipSchemaValidation)
        {
            ValuesSchema.Check(input.Chart, computed);
        }

        TellUnread(input, computed);
        var sensitive = ValuesSchema.SensitiveIn(input.Chart, computed);
        try
        {
            return Render(input, computed, sensitive, cancellationToken);
        }
        // A template may put any value into an error (`fail`, the name of a partial, YAML that does not read).
        catch (PackManException error) when (RedactedException.Of(error, SensitiveTexts.Of(computed, sensitive)) is { } redacted)
        {
            throw redacted;
        }
    }

    /// <summary>Values that have no effect are told before anything else, because they often are the reason of an error that follows.</summary>
    private void TellUnread(RenderInput input, YamlMap computed)
    {
        if (input.Supplied.Count == 0 || input.Unread == UnreadPolicy.Ignore)
        {
            return;
        }

        var unread = UnreadValues.Find(input.Chart, input.Supplied, ChartUses.Of(engine, input.Chart, computed));
        if (!unread.IsEmpty && input.Unread == UnreadPolicy.Refuse)
        {
            throw new UnreadValuesException(unread);
        }

        foreach (var value in unread)
        {
            input.Warn?.Invoke(value.Describe());
        }
    }

    private RenderedRelease Render(RenderInput input, YamlMap computed, SensitivePaths sensitive, CancellationToken cancellationToken)
    {
        var rendered = engine.Render(
            new RenderRequest
            {
                Chart = input.Chart,
                Values = computed,
                Release = input.Release,
                Capabilities = input.Capabilities,
                Lookup = input.Lookup,
                Time = time,
            },
            cancellationToken);
        var manifests = ManifestSplitter.Split(rendered.Files).ToLookup(manifest => manifest.IsHook);
        return new RenderedRelease
        {
            Computed = computed,
            SensitivePaths = sensitive.Paths,
            Objects = InstallOrder.Sort(manifests[false]),
            Hooks = InstallOrder.Sort(manifests[true]),
            Crds = input.SkipCrds ? [] : ManifestSplitter.Split(input.Chart.Crds.Select(file => CrdFile(input.Chart, file))),
            Notes = rendered.Notes ?? "",
        };
    }

    private static RenderedFile CrdFile(Chart chart, ChartFile file) =>
        new($"{chart.Metadata.Name}/{file.Path}", Encoding.UTF8.GetString(file.Content.Span), SourceMap.Empty);
}

/// <summary>What a rendering starts from.</summary>
internal sealed record RenderInput
{
    public required Chart Chart { get; init; }

    public required YamlMap Supplied { get; init; }

    public required ReleaseScope Release { get; init; }

    public required Capabilities Capabilities { get; init; }

    public IObjectLookup? Lookup { get; init; }

    public bool SkipCrds { get; init; }

    public bool SkipSchemaValidation { get; init; }

    public UnreadPolicy Unread { get; init; }

    /// <summary>Tells the user what is probably a mistake.</summary>
    public Action<string>? Warn { get; init; }
}

/// <summary>A chart rendered for a release.</summary>
internal sealed record RenderedRelease
{
    public required YamlMap Computed { get; init; }

    public ImmutableArray<string> SensitivePaths { get; init; } = [];

    /// <summary>What keeps the sensitive values out of errors.</summary>
    public Redaction Redaction => SensitiveTexts.Of(Computed, new SensitivePaths(SensitivePaths));

    public required ImmutableArray<Manifest> Objects { get; init; }

    public required ImmutableArray<Manifest> Hooks { get; init; }

    public required ImmutableArray<Manifest> Crds { get; init; }

    public required string Notes { get; init; }
}
