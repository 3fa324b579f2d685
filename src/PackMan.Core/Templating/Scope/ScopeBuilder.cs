using PackMan.Subcharts;
using PackMan.Templating.Sources;
using PackMan.Templating.Tracing;

namespace PackMan.Templating.Scope;

/// <summary>Builds the names a template sees.</summary>
internal static class ScopeBuilder
{
    public static ObjectNode Build(RenderRequest request, ChartInUse chart, TemplateLibrary library, ReadTrace? trace)
    {
        var members = new Dictionary<string, object?>(library.VisibleFunctions, StringComparer.Ordinal);
        members["values"] = new MapNode(chart.Values, isDeclaring: true, trace?.Root(chart));
        members["release"] = Release(request.Release);
        members["chart"] = ChartScope.Build(chart);
        members["capabilities"] = CapabilitiesScope.Build(request.Capabilities);
        members["files"] = FilesScope.Build(chart.Chart.Files);
        members["subcharts"] = SubchartsScope.Build(chart, trace);
        return new ObjectNode("the scope", members);
    }

    public static ObjectNode ForTemplate(ChartInUse chart, ParsedTemplate template) => new("the scope", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["template"] = new ObjectNode("template", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = template.Source.Path,
            ["base_path"] = $"{chart.Folder}/{ParsedTemplate.Folder.TrimEnd('/')}",
        }),
    });

    private static ObjectNode Release(ReleaseScope release) => new("release", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["name"] = release.Name,
        ["namespace"] = release.Namespace,
        ["revision"] = release.Revision,
        ["is_install"] = release.IsInstall,
        ["is_upgrade"] = release.IsUpgrade,
        ["service"] = "packman",
    });
}
