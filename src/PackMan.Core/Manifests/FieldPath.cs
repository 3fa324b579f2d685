using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>
/// Finds a field by a path as the server names it (`.spec.template.spec.containers[name="web"].image`, structured-merge-diff's notation,
/// or `metadata.labels[app.kubernetes.io/name]` of validation) or as a person writes it. Keys may hold dots, so the map itself decides where
/// one ends.
/// </summary>
internal static class FieldPath
{
    private static readonly SearchValues<char> Special = SearchValues.Create("./[]\"' ");

    public static YamlNode? Find(YamlNode? root, string path) => root is not null && Resolve(root, path) is { Rest.Length: 0 } found ? found.Node : null;

    /// <summary>Follows a path as far as it goes.</summary>
    public static FoundField Resolve(YamlNode root, string path) => Follow(new FoundField([], root, path));

    /// <summary>As the server writes it: keys with dots or slashes in brackets.</summary>
    public static string Text(ReadOnlySpan<PathStep> path)
    {
        var text = new StringBuilder();
        foreach (var step in path)
        {
            switch (step)
            {
                case PathStep.Key { Name: var name } when name.Length == 0 || name.AsSpan().ContainsAny(Special):
                    text.Append('[').Append(name).Append(']');
                    break;
                case PathStep.Key key:
                    text.Append(text.Length == 0 ? "" : ".").Append(key.Name);
                    break;
                case PathStep.Index index:
                    text.Append(CultureInfo.InvariantCulture, $"[{index.Position}]");
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>The fields below a node that hold no others, or the node itself.</summary>
    public static IEnumerable<FoundField> Leaves(YamlNode node, ImmutableArray<PathStep> path) => node switch
    {
        YamlMap { Count: > 0 } map => map.Entries.SelectMany(entry => Leaves(entry.Value, path.Add(new PathStep.Key(entry.Key)))),
        YamlList { Count: > 0 } list => list.Items.SelectMany((item, index) => Leaves(item, path.Add(new PathStep.Index(index)))),
        _ => [new FoundField(path, node, "")],
    };

    private static FoundField Follow(FoundField here)
    {
        var rest = here.Rest;
        if (rest.Length == 0)
        {
            return here;
        }

        return Deepest(here, rest[0] == '[' ? InBrackets(here, rest) : Members(here, rest[0] == '.' ? rest[1..] : rest));
    }

    private static FoundField Deepest(FoundField here, IEnumerable<FoundField> next)
    {
        var deepest = here;
        foreach (var found in next.Select(Follow))
        {
            if (found.Rest.Length == 0)
            {
                return found;
            }

            deepest = found.Path.Length > deepest.Path.Length ? found : deepest;
        }

        return deepest;
    }

    private static IEnumerable<FoundField> Members(FoundField here, string rest) => here.Node is not YamlMap map
        ? []
        : map.Entries.SelectMany(entry => new[] { entry.Key, entry.Key.Replace(".", "\\.", StringComparison.Ordinal) }.Distinct()
            .Where(written => rest.StartsWith(written, StringComparison.Ordinal) && (rest.Length == written.Length || rest[written.Length] is '.' or '['))
            .Select(written => here.Then(new PathStep.Key(entry.Key), entry.Value, rest[written.Length..])));

    private static IEnumerable<FoundField> InBrackets(FoundField here, string rest)
    {
        var end = EndOfBrackets(rest);
        if (end < 0)
        {
            return [];
        }

        var (selector, behind) = (rest[1..end], rest[(end + 1)..]);
        return here.Node switch
        {
            YamlMap map when map.Find(Unquoted(selector)) is { } member => [here.Then(new PathStep.Key(Unquoted(selector)), member, behind)],
            YamlList list when IndexOf(list, selector) is >= 0 and var index => [here.Then(new PathStep.Index(index), list[index], behind)],
            _ => [],
        };
    }

    private static int IndexOf(YamlList list, string selector)
    {
        if (int.TryParse(selector, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return position < list.Count ? position : -1;
        }

        return list.Items.ToList().FindIndex(item => selector.StartsWith('=') ? IsWritten(item, selector[1..]) : Matches(item, selector));
    }

    // `containerPort=80,protocol="TCP"`: every key of a list map.
    private static bool Matches(YamlNode item, string selector) => item is YamlMap map && selector.Split(',').All(pair =>
        pair.Split('=', 2) is [var key, var value] && IsWritten(map.Find(key), value));

    private static bool IsWritten(YamlNode? node, string text) => node is not null && (JsonText.Write(node) == text || (node is YamlString plain && plain.Value == Unquoted(text)));

    private static string Unquoted(string text) => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    private static int EndOfBrackets(string path)
    {
        var isQuoted = false;
        for (var i = 0; i < path.Length; i++)
        {
            switch (path[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ']' when !isQuoted:
                    return i;
            }
        }

        return -1;
    }
}

/// <summary>How far a path could be followed.</summary>
/// <param name="Path">The steps that were found.</param>
/// <param name="Node">What stands there.</param>
/// <param name="Rest">What was not found below it; empty when all was.</param>
internal sealed record FoundField(ImmutableArray<PathStep> Path, YamlNode Node, string Rest)
{
    public FoundField Then(PathStep step, YamlNode node, string rest) => new(Path.Add(step), node, rest);
}
