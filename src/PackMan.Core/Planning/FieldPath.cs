using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>
/// Finds a field by the path the server names it with (`.spec.template.spec.containers[name="web"].image`, structured-merge-diff's
/// notation). Keys may hold dots, so the map itself decides where one ends.
/// </summary>
internal static class FieldPath
{
    public static YamlNode? Find(YamlNode? root, string path)
    {
        if (root is null || path.Length == 0)
        {
            return root;
        }

        return path[0] == '[' ? FindItem(root, path) : FindMember(root, path[0] == '.' ? path[1..] : path);
    }

    private static YamlNode? FindMember(YamlNode node, string path)
    {
        if (node is not YamlMap map)
        {
            return null;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (path.StartsWith(key, StringComparison.Ordinal)
                && (path.Length == key.Length || path[key.Length] is '.' or '[')
                && Find(value, path[key.Length..]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static YamlNode? FindItem(YamlNode node, string path)
    {
        var end = EndOfBrackets(path);
        if (end < 0 || node is not YamlList list)
        {
            return null;
        }

        var selector = path[1..end];
        var item = int.TryParse(selector, out var index)
            ? list.ElementAtOrDefault<YamlNode>(index)
            : selector.StartsWith('=')
                ? list.FirstOrDefault<YamlNode>(candidate => Quoted(candidate) == selector[1..])
                : list.FirstOrDefault<YamlNode>(candidate => Matches(candidate, selector));
        return Find(item, path[(end + 1)..]);
    }

    // `containerPort=80,protocol="TCP"`: every key of a list map.
    private static bool Matches(YamlNode item, string selector) => item is YamlMap map && selector.Split(',').All(pair =>
        pair.Split('=', 2) is [var key, var value] && Quoted(map.Find(key)) == value);

    private static string? Quoted(YamlNode? node) => node is null ? null : JsonText.Write(node);

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
