using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>The fields in which two states of one object differ, list items matched by the keys people know them by.</summary>
internal static class FieldDiff
{
    // Written by the server on every change, so they say nothing about what changed.
    private static readonly ImmutableArray<string> ServerMetadata =
        ["managedFields", "resourceVersion", "generation", "creationTimestamp", "uid", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"];

    // Keys of the list maps of Kubernetes' own kinds, most telling first.
    private static readonly ImmutableArray<string> ItemKeys = ["name", "containerPort", "port", "mountPath", "devicePath", "ip", "key", "host", "type"];

    /// <summary>What changes on a live object, status and the server's own metadata left out.</summary>
    public static ImmutableArray<FieldChange> Compare(KubernetesObject live, KubernetesObject after, Redaction redaction)
    {
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        Compare("", WithoutServerFields(live), WithoutServerFields(after), (path, before, now) =>
            changes.Add(new FieldChange(path, redaction.Show(after, path, before), redaction.Show(after, path, now))));
        return changes.ToImmutable();
    }

    /// <summary>What an apply would change as far as the rendered object tells: its own fields only.</summary>
    public static ImmutableArray<FieldChange> CompareRendered(KubernetesObject live, KubernetesObject desired, Redaction redaction) =>
        [.. Compare(live, desired, redaction).Where(change => change.After is not null)];

    private static YamlMap WithoutServerFields(KubernetesObject target)
    {
        var content = target.Content.Without("status").Without("apiVersion");
        return ServerMetadata.Aggregate(content, (stripped, field) => stripped.WithoutPath("metadata", field));
    }

    private static void Compare(string path, YamlNode? before, YamlNode? after, Action<string, YamlNode?, YamlNode?> differs)
    {
        switch (before, after)
        {
            case (YamlMap left, YamlMap right):
                // By name: servers differ in the order they answer in, and a plan must not.
                foreach (var key in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
                {
                    Compare(Join(path, key), left.Find(key), right.Find(key), differs);
                }

                break;
            case (YamlList left, YamlList right) when KeyOf(left, right) is { } itemKey:
                CompareItems(path, left, right, itemKey, differs);
                break;
            case (YamlList left, YamlList right) when left.Count == right.Count && left.Concat<YamlNode>(right).All(item => item is YamlMap):
                for (var i = 0; i < left.Count; i++)
                {
                    Compare($"{path}[{i}]", left[i], right[i], differs);
                }

                break;
            default:
                if (!YamlNode.DeepEquals(before, after))
                {
                    differs(path, before, after);
                }

                break;
        }
    }

    private static void CompareItems(string path, YamlList before, YamlList after, string key, Action<string, YamlNode?, YamlNode?> differs)
    {
        var (left, right) = (Index(before, key), Index(after, key));
        foreach (var id in left.Keys.Concat(right.Keys.Where(id => !left.ContainsKey(id))))
        {
            Compare($"{path}[{key}={id}]", left.GetValueOrDefault(id), right.GetValueOrDefault(id), differs);
        }
    }

    private static string? KeyOf(YamlList before, YamlList after) => before.Count + after.Count == 0
        ? null
        : ItemKeys.FirstOrDefault(key => IsKey(before, key) && IsKey(after, key));

    private static bool IsKey(YamlList list, string key)
    {
        var ids = list.Select(item => (item as YamlMap)?.Find(key)).ToList();
        return ids.TrueForAll(id => id is YamlString or YamlNumber) && ids.Select(id => id?.ToString()).Distinct(StringComparer.Ordinal).Count() == ids.Count;
    }

    private static OrderedDictionary<string, YamlNode> Index(YamlList list, string key) =>
        new(list.Select(item => KeyValuePair.Create(((YamlMap)item).Find(key)?.ToString() ?? "", item)));

    private static string Join(string path, string key)
    {
        var segment = key.AsSpan().IndexOfAny('.', '/') < 0 ? key : $"[\"{key}\"]";
        return path.Length == 0 || segment[0] == '[' ? path + segment : $"{path}.{segment}";
    }
}
