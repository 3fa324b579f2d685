using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PackMan.Yaml;

namespace PackMan.Charts.Locking;

/// <summary>
/// The `digest` by which Helm sees whether a lock belongs to a `Chart.yaml`: sha256 over the JSON its own encoder makes of the
/// requirements and of what they are locked to (https://github.com/helm/helm/blob/main/internal/resolver/resolver.go, HashReq).
/// </summary>
internal static class HelmLockDigest
{
    public static string Compute(ImmutableArray<ChartDependency> requirements, ImmutableArray<LockedDependency> locked)
    {
        var both = new YamlList([new YamlList([.. requirements.Select(Requirement)]), new YamlList([.. locked.Select(Locked)])]);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(GoJson(both))));
    }

    // The order of the fields, and which are left out when empty, are those of Helm's type.
    private static YamlMap Requirement(ChartDependency requirement)
    {
        var entries = new List<KeyValuePair<string, YamlNode>>();
        Add("name", new YamlString(requirement.Name));
        AddText("version", requirement.Version);
        Add("repository", new YamlString(requirement.Repository));
        AddText("condition", requirement.Condition);
        if (!requirement.Tags.IsEmpty)
        {
            Add("tags", new YamlList([.. requirement.Tags.Select(tag => new YamlString(tag))]));
        }

        if (requirement.ImportValues.Count > 0)
        {
            Add("import-values", SortKeys(requirement.ImportValues));
        }

        AddText("alias", requirement.Alias);
        return YamlMap.Of(entries);

        void Add(string key, YamlNode value) => entries.Add(KeyValuePair.Create(key, value));

        void AddText(string key, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                Add(key, new YamlString(text));
            }
        }
    }

    private static YamlMap Locked(LockedDependency dependency) => Requirement(new ChartDependency
    {
        Name = dependency.Name,
        Version = dependency.Version,
        Repository = dependency.Repository,
    });

    private static YamlNode SortKeys(YamlNode node) => node switch
    {
        YamlMap map => YamlMap.Of(map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, SortKeys(entry.Value)))),
        YamlList list => new YamlList([.. list.Items.Select(SortKeys)]),
        _ => node,
    };

    // Go escapes what HTML would take for markup; none of it can stand outside of a string.
    private static string GoJson(YamlNode node) => JsonText.Write(node)
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal);
}
