using System.Text;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Yaml;

namespace PackMan.Templating.Scope;

/// <summary>`chart`: the fields of Chart.yaml in snake case, with the alias as its name. Known fields that the chart leaves out are null, not errors.</summary>
internal static class ChartScope
{
    private static readonly string[] Known =
    [
        "apiVersion", "name", "version", "kubeVersion", "description", "type", "keywords", "home", "sources",
        "dependencies", "maintainers", "icon", "appVersion", "deprecated", "annotations",
    ];

    public static ObjectNode Build(ChartInUse chart)
    {
        var metadata = chart.Chart.Metadata;
        var members = Known.ToDictionary(SnakeCase, _ => (object?)null, StringComparer.Ordinal);
        foreach (var (key, value) in metadata.Source.Entries)
        {
            members[SnakeCase(key)] = ScriptValue.FromYaml(value);
        }

        // Versions are strings even where the author forgot the quotes.
        members["api_version"] = metadata.ApiVersion;
        members["name"] = chart.Name;
        members["is_root"] = chart.Path.IsEmpty;
        members["version"] = metadata.Version.ToString();
        members["app_version"] = metadata.AppVersion;
        members["type"] = metadata.Type == ChartType.Library ? "library" : "application";
        members["deprecated"] = metadata.IsDeprecated;
        members["annotations"] = new MapNode(YamlMap.OfStrings(metadata.Annotations));
        return new ObjectNode("chart", members);
    }

    /// <summary>Where Chart.yaml says what a member is; null where it does not.</summary>
    public static Origin? OriginOf(ChartInUse chart, string member) =>
        chart.Chart.Metadata.Source.Entries.FirstOrDefault(entry => SnakeCase(entry.Key) == member).Value?.Origin;

    private static string SnakeCase(string name)
    {
        var output = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && output.Length > 0)
            {
                output.Append('_');
            }

            output.Append(char.ToLowerInvariant(character));
        }

        return output.ToString();
    }
}
