namespace PackMan.Templating.Functions.Strings;

/// <summary>`path.`: paths with slashes, as texts; no file is touched.</summary>
internal static class PathFunctions
{
    public static object? Name(FunctionCall call) => Last(call.Text(0).TrimEnd('/'));

    /// <summary>All before the last part; `.` where there is nothing.</summary>
    public static object? Folder(FunctionCall call)
    {
        var text = call.Text(0);
        var slash = text.LastIndexOf('/');
        return Cleaned(slash < 0 ? "" : text[..(slash + 1)]);
    }

    /// <summary>The extension with its dot; empty when there is none.</summary>
    public static object? Extension(FunctionCall call)
    {
        var name = Last(call.Text(0));
        var dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[dot..];
    }

    public static object? Clean(FunctionCall call) => Cleaned(call.Text(0));

    public static object? IsAbsolute(FunctionCall call) => call.Text(0).StartsWith('/');

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Cleaned(string path)
    {
        var isAbsolute = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part == ".." && parts is [.., not ".."])
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".." || !isAbsolute)
            {
                parts.Add(part);
            }
        }

        var cleaned = (isAbsolute ? "/" : "") + string.Join('/', parts);
        return cleaned.Length == 0 ? "." : cleaned;
    }
}
