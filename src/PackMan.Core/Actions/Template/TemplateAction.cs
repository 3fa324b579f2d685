using PackMan.Actions.Deploy;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Templating;

namespace PackMan.Actions.Template;

/// <summary>Renders a chart without a cluster, with every check that needs none.</summary>
public sealed class TemplateAction(ITemplateEngine engine, TimeProvider time)
{
    /// <exception cref="PackManException">The chart cannot be rendered, or what it prints is no set of objects.</exception>
    public TemplateResult Run(TemplateOptions options, CancellationToken cancellationToken = default)
    {
        var rendered = Render(options, cancellationToken);
        return new TemplateResult { Crds = rendered.Crds, Objects = rendered.Objects, Hooks = rendered.Hooks, Notes = rendered.Notes };
    }

    internal RenderedRelease Render(TemplateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rendered = new ReleaseRenderer(engine, time).Render(
            new RenderInput
            {
                Chart = options.Chart,
                Supplied = options.Supplied,
                SuppliedSteps = options.SuppliedSteps,
                Release = options.Release,
                Capabilities = options.Capabilities ?? BuiltInCapabilities.Newest,
                Lookup = options.Lookup,
                SkipSchemaValidation = options.SkipSchemaValidation,
                Unread = options.Unread,
                Warn = options.Warn,
            },
            cancellationToken);
        EnsureSetOfObjects(rendered, options.Release.Namespace);
        return rendered;
    }

    private static void EnsureSetOfObjects(RenderedRelease rendered, string namespaceName)
    {
        var manifests = rendered.Objects.AddRange(rendered.Hooks);
        var objects = manifests.Concat(rendered.Crds).SelectMany(manifest => manifest.Objects).Select(item => item.Object);
        try
        {
            _ = ObjectSet.Of(manifests, rendered.Crds, new ResourceScopes(BuiltInResources.All, objects), namespaceName);
        }
        catch (PackManException error)
        {
            throw rendered.Told(error);
        }
    }
}
