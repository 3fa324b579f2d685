using PackMan.Charts;
using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Scope;

/// <summary>Builds the names a template sees.</summary>
internal static class ScopeBuilder
{
    public static ObjectNode Build(RenderRequest request, TemplateLibrary library)
    {
        var members = library.Functions.ToDictionary(function => function.Key, function => (object?)function.Value, StringComparer.Ordinal);
        members["values"] = new MapNode(request.Values, isDeclaring: true);
        members["release"] = Release(request.Release);
        members["chart"] = ChartScope.Build(request.Chart.Metadata);
        members["capabilities"] = CapabilitiesScope.Build(request.Capabilities);
        members["files"] = FilesScope.Build(request.Chart.Files);
        members["subcharts"] = new MapNode(YamlMap.Empty);
        return new ObjectNode("the scope", members);
    }

    public static ObjectNode ForTemplate(Chart chart, ParsedTemplate template) => new("the scope", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["template"] = new ObjectNode("template", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = template.Source.Path,
            ["base_path"] = $"{chart.Metadata.Name}/{ParsedTemplate.Folder.TrimEnd('/')}",
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
