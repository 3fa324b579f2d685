using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using PackMan.Actions.Deploy;
using PackMan.Actions.Template;
using PackMan.Cli.Connection;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Manifests;
using PackMan.Templating;

namespace PackMan.Cli.Commands;

/// <summary>`packman template [NAME] CHART`.</summary>
internal sealed class TemplateCommand : PackManCommand
{
    // Helm's name for a release that is only rendered.
    private const string DefaultName = "release-name";

    private readonly NameFlags _name = new(DefaultName);
    private readonly ChartFlags _chartFlags = new();
    private readonly ValuesFlags _values = new();
    private readonly TemplateFlags _template = new();
    private readonly StrictFlag _strict = new();
    private readonly Option<bool> _skipSchemaValidation = Flag.Switch("--skip-schema-validation", "Do not check values against `values.schema.json`");

    public TemplateCommand()
        : base("template", "Render a chart and print its objects, without a cluster")
    {
        Examples = ["packman template ./web", "packman template web ./web --set replicas=3 --show-only templates/deployment.yaml", "packman template web ./web --output-dir out"];
        _name.AddTo(this);
        _values.AddTo(this);
        _template.AddTo(this);
        Add(_skipSchemaValidation);
        _strict.AddTo(this);
        ReleaseFlags.AddRefused(this);
        _chartFlags.AddTo(this);
        IgnoredFlags.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var named = _name.Read(context.Parsed);
        var selection = _template.ReadSelection(context.Parsed);
        var rendering = await RenderingInput.ReadAsync(context, named.Chart, _chartFlags, _values, cancellationToken);
        using var access = _template.AsksServer(context.Parsed) ? await context.ConnectAsync(cancellationToken) : null;
        var options = await ReadOptionsAsync(context, rendering, named, access, cancellationToken);
        var rendered = new TemplateAction(context.Stations.Templates, context.Surroundings.Time).Run(options, cancellationToken);
        Write(context, RenderedSelection.Of(rendered, selection), _template.OutputFolder(context.Parsed, options.Release.Name));
        return ExitCodes.Done;
    }

    private async Task<TemplateOptions> ReadOptionsAsync(CommandContext context, RenderingInput rendering, NameAndChart named, ClusterAccess? access, CancellationToken cancellationToken)
    {
        var namespaceName = access is null ? context.Connection.Namespace ?? "default" : context.NamespaceIn(access);
        var name = ReleaseNaming.Choose(context, rendering, named, namespaceName);
        return new TemplateOptions
        {
            Chart = rendering.Chart,
            Supplied = rendering.Supplied,
            SuppliedSteps = rendering.SuppliedSteps,
            Release = new ReleaseScope(name.Text, namespaceName, 1, IsInstall: !_template.IsUpgrade(context.Parsed)),
            Capabilities = _template.ReadCapabilities(context.Parsed, access is null ? null : await AskAsync(access, cancellationToken)),
            SkipSchemaValidation = context.Parsed.GetValue(_skipSchemaValidation),
            Unread = _strict.Read(context.Parsed),
            Warn = context.Warn,
            Lookup = access is null ? null : new ClusterLookup(access.Cluster, cancellationToken),
        };
    }

    private static async Task<Capabilities> AskAsync(ClusterAccess access, CancellationToken cancellationToken)
    {
        var served = await access.Cluster.GetApiResourcesAsync(cancellationToken: cancellationToken);
        return new Capabilities(await access.Cluster.GetVersionAsync(cancellationToken), served.ApiVersions);
    }

    private static void Write(CommandContext context, ImmutableArray<Manifest> manifests, string? folder)
    {
        if (folder is null)
        {
            context.Output.Write(ManifestText.Join(manifests));
            return;
        }

        foreach (var file in manifests.GroupBy(manifest => manifest.Path))
        {
            var path = Path.Combine(folder, file.Key);
            try
            {
                var target = context.Surroundings.FullPath(path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllText(target, ManifestText.Join(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new FolderNotWritableException(path, exception);
            }

            context.Output.Write($"wrote {path}\n");
        }
    }
}
