using PackMan.Actions.Deploy;
using PackMan.Actions.Template;
using PackMan.Explaining;
using PackMan.Manifests;
using PackMan.Origins;
using PackMan.Templating;

namespace PackMan.Actions.Explain;

/// <summary>Renders a chart as `template` does, to tell where what it renders comes from and where its values go.</summary>
public sealed class ExplainAction(ITemplateEngine engine, TimeProvider time)
{
    /// <exception cref="PackManException">The chart cannot be rendered.</exception>
    public ExplainedRelease Run(TemplateOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Explained(new TemplateAction(engine, time).Render(options, cancellationToken), options);
    }

    /// <summary>What a value is used for.</summary>
    /// <param name="value">Its path as `--set` writes it.</param>
    /// <exception cref="ExplainException">There is no such value.</exception>
    /// <exception cref="PackManException">The chart cannot be rendered.</exception>
    public ValueUsage FindUses(TemplateOptions options, string value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rendered = new TemplateAction(engine, time).Render(options, cancellationToken);
        return new ValueUsages(Explained(rendered, options), rendered.Charts, ChartUses.Of(engine, rendered.Charts)).Find(value);
    }

    private static ExplainedRelease Explained(RenderedRelease rendered, TemplateOptions options)
    {
        var objects = ((IEnumerable<Manifest>)[.. rendered.Crds, .. rendered.Objects, .. rendered.Hooks]).SelectMany(manifest => manifest.Objects);
        return new ExplainedRelease([.. objects], rendered.Sources, rendered.Redaction, options.Release.Namespace);
    }
}
