using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>
/// Whether a dependency is in use. As in Helm, the first path of its condition that holds a value decides; without one its tags do, of which
/// one that is true is enough; without any of that it is. Unlike in Helm, a value that is no boolean is an error.
/// </summary>
/// <param name="chain">The charts around the dependency, outermost first; the last one names it.</param>
/// <param name="dependency">The entry of `dependencies`.</param>
internal sealed class Enablement(ImmutableArray<ChartInUse> chain, ChartDependency dependency)
{
    private readonly List<ImmutableArray<string>> _reads = [];
    private readonly List<string> _warnings = [];
    private readonly ChartInUse _parent = chain[^1];

    public IReadOnlyList<ImmutableArray<string>> Reads => _reads;

    public IReadOnlyList<string> Warnings => _warnings;

    private string Name => dependency.Alias ?? dependency.Name;

    private IEnumerable<(string Path, ImmutableArray<string> Keys)> Conditions => (dependency.Condition ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(path => (path, path.Split('.').ToImmutableArray()));

    /// <summary>Why it is not in use; null when it is.</summary>
    /// <exception cref="SubchartException">A condition or a tag is no boolean.</exception>
    public string? DisabledBecause()
    {
        var byTags = DisabledByTags();
        foreach (var (path, keys) in Conditions)
        {
            _reads.Add([.. _parent.Path, .. keys]);
            switch (Find(keys))
            {
                case null or YamlNull:
                    break;
                case YamlBoolean { Value: true }:
                    return null;
                case YamlBoolean node:
                    return $"its condition `{path}` is false{SetBy.Text(node)}";
                case var other:
                    throw NoBoolean($"The condition `{path}`", other);
            }
        }

        WarnOfSlips();
        return byTags;
    }

    // Tags belong to the outermost chart; one that only an inner chart names counts too, so that the chart works by itself as it does in another.
    private string? DisabledByTags()
    {
        var found = dependency.Tags.Select(tag => (Tag: tag, Node: FindTag(tag))).Where(pair => pair.Node is not null).ToList();
        if (found.Find(pair => pair.Node is not YamlBoolean) is { Node: { } wrong } bad)
        {
            throw NoBoolean($"The tag `{bad.Tag}`", wrong);
        }

        return found.Count == 0 || found.Any(pair => pair.Node is YamlBoolean { Value: true })
            ? null
            : $"its tag {string.Join(" and ", found.Select(pair => $"`{pair.Tag}`"))} is false{SetBy.Text(found[0].Node!)}";
    }

    private YamlNode? FindTag(string tag)
    {
        foreach (var chart in chain)
        {
            _reads.Add([.. chart.Path, SubchartValues.Tags, tag]);
            if (chart.Values.Find(SubchartValues.Tags, tag) is { } node and not YamlNull)
            {
                return node;
            }
        }

        return null;
    }

    private void WarnOfSlips()
    {
        foreach (var (path, keys) in Conditions)
        {
            if (Find(keys) is null && Meant(keys) is { } meant)
            {
                _warnings.Add($"The condition `{path}` of dependency `{Name}` names no value, so the subchart is in use; did you mean `{meant}`?");
            }
        }
    }

    private string? Meant(ImmutableArray<string> keys)
    {
        var known = Enumerable.Range(0, keys.Length).First(length => Find(keys[..(length + 1)]) is null);
        if (NearestName.Find(keys[known], DefaultedValues.KeysAt(_parent.Chart, _parent.Values, keys[..known])) is not { } near)
        {
            return null;
        }

        var meant = keys.SetItem(known, near);
        return Find(meant) is YamlBoolean ? string.Join('.', meant) : null;
    }

    private YamlNode? Find(ImmutableArray<string> keys) => DefaultedValues.Find(_parent.Chart, _parent.Values, keys.AsSpan());

    private SubchartException NoBoolean(string what, YamlNode node) => new(
        $"{what} of dependency `{Name}` of chart `{_parent.Name}` must be `true` or `false`; it is a {node.KindName}{SetBy.Text(node)}",
        node is YamlString ? "Leave out the quotes, and use `--set` instead of `--set-string`" : null,
        node.Origin);
}
