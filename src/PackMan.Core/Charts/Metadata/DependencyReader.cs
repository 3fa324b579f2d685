using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Charts.Metadata;

/// <summary>Reads `dependencies` of `Chart.yaml`.</summary>
internal static class DependencyReader
{
    public static ImmutableArray<ChartDependency> Read(MetadataFields chart)
    {
        var dependencies = ImmutableArray.CreateBuilder<ChartDependency>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in chart.Maps("dependencies"))
        {
            var dependency = ReadEntry(entry);
            if (!names.Add(dependency.Alias ?? dependency.Name))
            {
                var key = dependency.Alias is null ? "name" : "alias";
                throw entry.Fault(key, $"is `{dependency.Alias ?? dependency.Name}`, as another dependency is called", "Give one of them an `alias` of its own");
            }

            dependencies.Add(dependency);
        }

        return dependencies.ToImmutable();
    }

    private static ChartDependency ReadEntry(MetadataFields entry)
    {
        var name = entry.RequiredText("name", "redis");
        return new ChartDependency
        {
            Name = ChartName.FindFault(name) is { } fault ? throw entry.Fault("name", $"cannot be `{name}`: {fault}") : name,
            Version = ReadVersion(entry),
            Repository = entry.Text("repository") ?? "",
            Condition = entry.Text("condition"),
            Tags = entry.Texts("tags"),
            Alias = ReadAlias(entry),
            ImportValues = ReadImportValues(entry),
        };
    }

    private static string ReadVersion(MetadataFields entry)
    {
        var range = entry.Text("version") ?? "";
        return range.Length == 0 || VersionConstraint.TryParse(range) is not null
            ? range
            : throw entry.Fault("version", $"is `{range}`, which is no version range", "Write a version or a range such as `^1.2.0` or `>= 1.2.0, < 2.0.0`");
    }

    // The alias becomes a key of the values, so it keeps Helm's rule for one.
    private static string? ReadAlias(MetadataFields entry)
    {
        var alias = entry.Text("alias");
        return string.IsNullOrEmpty(alias) || alias.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? (alias is "" ? null : alias)
            : throw entry.Fault("alias", $"cannot be `{alias}`", "An alias holds letters, digits, `-` and `_`");
    }

    private static YamlList ReadImportValues(MetadataFields entry)
    {
        var list = entry.List("import-values");
        var isValid = list.Items.All(item => item is YamlString || (item.FindString("child") is not null && item.FindString("parent") is not null));
        return isValid ? list : throw entry.Fault("import-values", "has an entry that is neither text nor a map of `child` and `parent`");
    }
}
