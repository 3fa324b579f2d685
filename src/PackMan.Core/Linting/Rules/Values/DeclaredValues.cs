using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Uses;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Values;

/// <summary>What a chart says can be set: the values of its files, and what its schema names.</summary>
internal sealed class DeclaredValues(YamlMap defaults, SchemaNames? schema)
{
    /// <summary>Whether all of a path is declared, as far as anything is said about what may be there.</summary>
    public bool Has(ValuePattern pattern) => FirstUnknown(pattern) is null;

    /// <summary>The path that was probably meant; null when none is near.</summary>
    public string? Nearest(ValuePattern pattern) => FirstUnknown(pattern) is var (above, name, known) && NearestName.Find(name, known) is { } nearest
        ? string.Join('.', above.Append(PathStep.Text(new PathStep.Key(nearest))))
        : null;

    private (IEnumerable<string> Above, string Name, IEnumerable<string> Known)? FirstUnknown(ValuePattern pattern)
    {
        var steps = pattern.Steps();
        YamlNode? node = defaults;
        var names = schema;
        for (var i = 0; i < steps.Length; i++)
        {
            // What stands for any key or item, what other charts share, and maps that are left open may hold anything.
            if (steps[i].Key is not { } key || (i == 0 && key is SubchartValues.Global or SubchartValues.Tags) || node is not YamlMap map || names?.IsOpen == true || (map.Count == 0 && i > 0))
            {
                return null;
            }

            var named = names?.Then(new PathStep.Key(key));
            if (!map.ContainsKey(key))
            {
                return named?.IsNamed == true ? null : (steps[..i].Select(step => step.Key!), key, map.Keys.Concat(names?.Keys ?? []));
            }

            (node, names) = (map.Find(key), named);
        }

        return null;
    }
}
