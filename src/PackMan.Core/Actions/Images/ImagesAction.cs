using System.Collections.Immutable;
using PackMan.Actions.Template;
using PackMan.Charts;
using PackMan.Images;
using PackMan.Templating;

namespace PackMan.Actions.Images;

/// <summary>Renders a chart and lists the images its objects and hooks would run, tests included.</summary>
public sealed class ImagesAction(ITemplateEngine engine, TimeProvider time)
{
    /// <exception cref="PackManException">The chart cannot be rendered, or names an image that none could be.</exception>
    public ImmutableArray<UsedImage> Run(TemplateOptions options, CancellationToken cancellationToken = default)
    {
        var rendered = new TemplateAction(engine, time).Run(options, cancellationToken);
        return [.. ImageList.Of(rendered.Objects.Concat(rendered.Hooks)).Select(used => used with { Image = Resolve(used.Image, options.Chart) })];
    }

    // What the bundle of the chart looked up when there was a network.
    private static ImageReference Resolve(ImageReference image, Chart chart) =>
        chart.BundledImages is { } bundled && bundled.FirstOrDefault(known => known.Image.Text == image.Text)?.Image.Digest is { } digest
            ? image.TryResolve(digest) ?? image
            : image;
}
