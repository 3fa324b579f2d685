namespace PackMan.Charts.Loading;

/// <summary>The path behind all links. The runtime resolves only the last part of a path, which a link in the middle would get around.</summary>
internal static class RealPath
{
    // Linux gives up after as many links (path_resolution(7)).
    private const int MaxLinks = 40;

    /// <summary>The path with every link on the way resolved; where something is missing, the rest as written.</summary>
    public static string Of(string path)
    {
        var rest = new Stack<string>();
        var real = Begin(Path.GetFullPath(path), rest);
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (LinkTarget(next) is not { } target || ++links > MaxLinks)
            {
                real = next;
                continue;
            }

            if (Path.IsPathRooted(target))
            {
                real = Begin(target, rest);
            }
            else
            {
                PushParts(target, rest);
            }
        }

        return real;
    }

    private static string Begin(string path, Stack<string> rest)
    {
        var root = Path.GetPathRoot(path) ?? "";
        PushParts(path[root.Length..], rest);
        return root;
    }

    private static void PushParts(string path, Stack<string> rest)
    {
        foreach (var part in path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (part != ".")
            {
                rest.Push(part);
            }
        }
    }

    private static string? LinkTarget(string path) => new FileInfo(path).LinkTarget;
}
