using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Strings;

/// <summary>URLs: their parts (RFC 3986), and escapes.</summary>
internal static class UrlFunctions
{
    /// <summary>Escaped for one segment, key or value of a URL: all but the unreserved characters of RFC 3986, section 2.3.</summary>
    public static object? Encode(FunctionCall call) => Uri.EscapeDataString(call.Text(0));

    public static object? Decode(FunctionCall call) => Uri.UnescapeDataString(call.Text(0));

    /// <summary>The parts of an absolute URL; those it lacks are empty strings, so that a template can ask for them.</summary>
    public static object? Parse(FunctionCall call)
    {
        var text = call.Text(0);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !text.Contains("://", StringComparison.Ordinal))
        {
            throw call.Error($"`{call.Name}` takes an absolute URL", "Write it like `https://example.org/path`");
        }

        return call.Tree(YamlMap.OfStrings(
        [
            new("scheme", url.Scheme),
            new("userinfo", url.UserInfo),
            new("host", url.Host),
            new("port", url.IsDefaultPort ? "" : url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("path", url.AbsolutePath == "/" && !text.EndsWith('/') && url.Query.Length + url.Fragment.Length == 0 ? "" : url.AbsolutePath),
            new("query", url.Query.TrimStart('?')),
            new("fragment", url.Fragment.TrimStart('#')),
        ]));
    }

    /// <summary>A URL of parts as <see cref="Parse"/> gives them.</summary>
    public static object? Join(FunctionCall call)
    {
        var map = call.Map(0);
        string Part(string name) => map.Find(name) is { } part ? FunctionCall.TextOf(ScriptValue.FromYaml(part)) ?? throw call.Error($"`{call.Name}` takes strings, and `{name}` is a {part.KindName}") : "";
        static string Before(string text, string mark) => text.Length == 0 ? "" : text + mark;
        static string Behind(string mark, string text) => text.Length == 0 ? "" : mark + text;

        var path = Part("path");
        return $"{Before(Part("scheme"), "://")}{Before(Part("userinfo"), "@")}{Part("host")}{Behind(":", Part("port"))}"
            + $"{(path.Length == 0 || path[0] == '/' ? path : "/" + path)}{Behind("?", Part("query"))}{Behind("#", Part("fragment"))}";
    }

    /// <summary>A map as the query of a URL; a list gives its key several times, null none.</summary>
    public static object? Query(FunctionCall call)
    {
        var pairs = call.Map(0).Entries.SelectMany(entry => (entry.Value is YamlList list ? list.Items : [entry.Value])
            .Where(value => value is not YamlNull)
            .Select(value => $"{Uri.EscapeDataString(entry.Key)}={Uri.EscapeDataString(Text(call, entry.Key, value))}"));
        return string.Join('&', pairs);
    }

    private static string Text(FunctionCall call, string key, YamlNode value) =>
        FunctionCall.TextOf(ScriptValue.FromYaml(value)) ?? throw call.Error($"`{call.Name}` takes strings or lists of strings, and `{key}` is a {value.KindName}");
}
