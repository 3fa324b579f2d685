using PackMan.Actions.Install;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Releases;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Actions.Deploy;

/// <summary>Makes the target of an install or upgrade: a chart rendered with its values for the next revision.</summary>
internal sealed class ChartDeployment(OperationSession session, InstallOptions options)
{
    private readonly OperationContext _context = session.Context;

    public async Task<DeployTarget> RenderAsync(DeployKind kind, YamlMap supplied, KubernetesObject? newNamespace = null)
    {
        if (options.Chart.Metadata.IsDeprecated)
        {
            _context.Log.Warn($"Chart `{options.Chart.Metadata.Name}` is deprecated by its maintainers");
        }

        var revision = session.History.NextRevision;
        var asksCluster = session.Options.DryRun != DryRun.Client;
        var rendered = new ReleaseRenderer(_context.Engine, _context.Time).Render(
            new RenderInput
            {
                Chart = options.Chart,
                Supplied = supplied,
                SuppliedSteps = ReferenceEquals(supplied, options.Supplied) ? options.SuppliedSteps : [],
                Release = new ReleaseScope(session.Options.Name.Text, session.Options.Namespace, revision, kind == DeployKind.Install),
                Capabilities = asksCluster ? await ClusterCapabilitiesAsync() : BuiltInCapabilities.Newest,
                Lookup = asksCluster ? new ClusterLookup(_context.Cluster, session.Token) : null,
                SkipCrds = options.SkipCrds,
                SkipSchemaValidation = options.SkipSchemaValidation,
                Unread = options.Unread,
                Warn = _context.Log.Warn,
                SubchartNotes = options.SubchartNotes,
            },
            session.Token);
        var objects = await ObjectsAsync(rendered);
        return new DeployTarget
        {
            Kind = kind,
            Pending = Summary(kind, revision),
            Record = await RecordAsync(rendered, supplied, objects),
            Objects = objects,
            Sources = rendered.Sources,
            DoneDescription = kind == DeployKind.Install ? RevisionDescription.Installed : RevisionDescription.Upgraded,
            NewNamespace = newNamespace,
        };
    }

    private async Task<ObjectSet> ObjectsAsync(RenderedRelease rendered)
    {
        try
        {
            return await RecordedObjects.OfAsync(session, rendered.Objects.AddRange(rendered.Hooks), rendered.Crds);
        }
        catch (PackManException error) when (error is ManifestException)
        {
            throw rendered.Told(error);
        }
    }

    private async Task<Capabilities> ClusterCapabilitiesAsync()
    {
        var version = await _context.Cluster.GetVersionAsync(session.Token);
        return new Capabilities(version, (await _context.Cluster.GetApiResourcesAsync(cancellationToken: session.Token)).ApiVersions);
    }

    private ReleaseSummary Summary(DeployKind kind, int revision)
    {
        var chart = options.Chart.Metadata;
        return new ReleaseSummary
        {
            Name = session.Options.Name,
            Namespace = session.Options.Namespace,
            Revision = revision,
            Status = kind.Pending,
            ChartName = chart.Name,
            ChartVersion = chart.Version.ToString(),
            AppVersion = chart.AppVersion ?? "",
            Updated = _context.Time.GetUtcNow(),
            Description = kind == DeployKind.Install ? RevisionDescription.Installing : RevisionDescription.Upgrading,
            Labels = options.Labels,
        };
    }

    private async Task<ReleaseRecord> RecordAsync(RenderedRelease rendered, YamlMap supplied, ObjectSet objects) => new()
    {
        ChartMetadata = options.Chart.Metadata.Source,
        ChartDigest = options.Chart.Digest.Value,
        SuppliedValues = supplied,
        ComputedValues = rendered.Computed,
        SensitivePaths = rendered.SensitivePaths,
        Manifest = ManifestText.Join(rendered.Objects),
        Hooks = ManifestText.Join(rendered.Hooks),
        Crds = ManifestText.Join(rendered.Crds),
        Notes = rendered.Notes,
        Inventory = objects.Inventory,
        FirstDeployed = await FirstDeployedAsync(),
    };

    private async Task<DateTimeOffset> FirstDeployedAsync()
    {
        var known = session.History.SinceUninstall();
        var read = known.IsEmpty ? [] : await session.ReadAsync([known[^1]]);
        return read.IsEmpty ? _context.Time.GetUtcNow() : read[0].Record.FirstDeployed;
    }
}

/// <summary>What templates are told where no cluster is asked.</summary>
internal static class BuiltInCapabilities
{
    public static Capabilities Newest { get; } = new(BuiltInResources.KubernetesVersion, BuiltInResources.All.ApiVersions);
}
