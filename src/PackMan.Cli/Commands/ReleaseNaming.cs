using System.Text;
using PackMan.Charts;
using PackMan.Cli.Options;
using PackMan.Live;
using PackMan.Releases;
using PackMan.Subcharts;
using PackMan.Templating;

namespace PackMan.Cli.Commands;

/// <summary>Chooses the name of a new release.</summary>
internal static class ReleaseNaming
{
    // What the template sees as the release's name while the name is still being made.
    private const string Unnamed = "release-name";

    /// <exception cref="ReleaseNameException">The name, given or made, breaks the rules of names.</exception>
    public static ReleaseName Choose(CommandContext context, RenderingInput rendering, NameAndChart named, string namespaceName)
    {
        if (named.Name is { } name)
        {
            return ReleaseName.Parse(name);
        }

        return ReleaseName.Parse(named.Template is { } template
            ? Render(context, rendering, template, namespaceName)
            : $"{rendering.Chart.Metadata.Name}-{context.Surroundings.Time.GetUtcNow().ToUnixTimeSeconds()}");
    }

    // The notes are the one template whose output is text and not YAML, so the name is rendered in their place.
    private static string Render(CommandContext context, RenderingInput rendering, string template, string namespaceName)
    {
        var chart = rendering.Chart with
        {
            Metadata = rendering.Chart.Metadata with { Type = ChartType.Application },
            Templates = [new ChartFile("templates/NOTES.txt", Encoding.UTF8.GetBytes(template))],
        };
        var request = new RenderRequest
        {
            Root = ChartInUse.Alone(chart, rendering.Supplied),
            Release = new ReleaseScope(Unnamed, namespaceName, 1, IsInstall: true),
            Capabilities = new Capabilities(BuiltInResources.KubernetesVersion, BuiltInResources.All.ApiVersions),
            Time = context.Surroundings.Time,
        };
        return context.Stations.Templates.Render(request).Notes?.Trim() ?? "";
    }
}
