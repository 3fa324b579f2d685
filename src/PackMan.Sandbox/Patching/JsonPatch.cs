using System.Globalization;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Patching;

/// <summary>JSON patch (RFC 6902).</summary>
internal static class JsonPatch
{
    private const int MaxOperations = 10000;

    public static YamlNode Apply(YamlNode target, YamlNode patch)
    {
        if (patch is not YamlList operations)
        {
            throw StatusException.BadRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }

        if (operations.Count > MaxOperations)
        {
            throw new StatusException(413, "RequestEntityTooLarge", $"The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}");
        }

        return operations.Items.Aggregate(target, ApplyOne);
    }

    private static YamlNode ApplyOne(YamlNode target, YamlNode operation)
    {
        var path = Split(operation.FindString("path"));
        switch (operation.FindString("op"))
        {
            case "add":
                return Change(target, path, _ => ValueOf(operation), inserts: true);
            case "replace":
                Get(target, path);
                return Change(target, path, _ => ValueOf(operation), inserts: false);
            case "remove":
                Get(target, path);
                return Change(target, path, _ => null, inserts: false);
            case "copy":
                var copied = Get(target, Split(operation.FindString("from")));
                return Change(target, path, _ => copied, inserts: true);
            case "move":
                var from = Split(operation.FindString("from"));
                var moved = Get(target, from);
                return Change(Change(target, from, _ => null, inserts: false), path, _ => moved, inserts: true);
            case "test":
                return YamlNode.DeepEquals(Get(target, path), ValueOf(operation)) ? target : throw Failed();
            default:
                throw StatusException.BadRequest($"Unexpected kind: {operation.FindString("op")}");
        }
    }

    private static YamlNode ValueOf(YamlNode operation) => operation.Find("value") ?? YamlNull.Instance;

    private static string[] Split(string? pointer)
    {
        if (pointer is null || (pointer.Length > 0 && pointer[0] != '/'))
        {
            throw Failed();
        }

        return pointer.Length == 0 ? [] : [.. pointer[1..].Split('/').Select(Unescape)];
    }

    private static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static YamlNode Get(YamlNode node, string[] path)
    {
        foreach (var token in path)
        {
            node = node switch
            {
                YamlMap map when map.Find(token) is { } child => child,
                YamlList list => list[IndexOf(list, token, list.Count - 1)],
                _ => throw Failed(),
            };
        }

        return node;
    }

    private static YamlNode Change(YamlNode node, string[] path, Func<YamlNode?, YamlNode?> change, bool inserts)
    {
        if (path.Length == 0)
        {
            return change(node) ?? YamlNull.Instance;
        }

        var token = path[0];
        return (node, path.Length) switch
        {
            (YamlMap map, 1) => change(map.Find(token)) is { } value ? map.With(token, value) : map.Without(token),
            (YamlList list, 1) => ChangeItem(list, token, change, inserts),
            (YamlMap map, _) when map.Find(token) is { } child => map.With(token, Change(child, path[1..], change, inserts)),
            (YamlList list, _) => Replace(list, IndexOf(list, token, list.Count - 1), child => Change(child, path[1..], change, inserts)),
            _ => throw Failed(),
        };
    }

    private static YamlList ChangeItem(YamlList list, string token, Func<YamlNode?, YamlNode?> change, bool inserts)
    {
        var index = token == "-" ? list.Count : IndexOf(list, token, inserts ? list.Count : list.Count - 1);
        if (change(null) is not { } value)
        {
            return new YamlList(list.Items.RemoveAt(index));
        }

        return new YamlList(inserts ? list.Items.Insert(index, value) : list.Items.SetItem(index, value));
    }

    private static YamlList Replace(YamlList list, int index, Func<YamlNode, YamlNode> change) => new(list.Items.SetItem(index, change(list[index])));

    private static int IndexOf(YamlList list, string token, int largest) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= largest
            ? index
            : throw Failed();

    // The server keeps the reason to itself.
    private static StatusException Failed() => new(422, "Invalid", "the server rejected our request due to an error in our request");
}
