using System.Text;

namespace PackMan.Charts.Loading;

/// <summary>The rules a path inside a chart keeps on every system, whether it comes from an archive or from a folder.</summary>
internal static class ChartPath
{
    /// <summary>Why the path is refused; null when it is fine.</summary>
    public static string? FindFault(string path, ChartLimits limits)
    {
        if (path.Length == 0)
        {
            return "it is empty";
        }

        if (path[0] == '/' || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
        {
            return "it is absolute";
        }

        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return "it holds a backslash, which some systems take for a folder separator";
        }

        if (path.Any(char.IsControl))
        {
            return "it holds a control character";
        }

        return FindFaultOfSegments(path.Split('/'), limits)
            ?? (Encoding.UTF8.GetByteCount(path) > limits.PathBytes ? $"it is longer than {limits.PathBytes} bytes" : null);
    }

    /// <summary>The name of the folder or archive that a user named.</summary>
    public static string LastPart(string location)
    {
        var path = location.Replace('\\', '/').TrimEnd('/');
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>The path as a message may show it: control characters replaced, a long one shortened.</summary>
    public static string Show(string path)
    {
        var text = string.Concat(path.Select(character => char.IsControl(character) ? '?' : character));
        return text.Length <= 120 ? text : text[..117] + "...";
    }

    private static string? FindFaultOfSegments(string[] segments, ChartLimits limits)
    {
        if (segments.Contains(".."))
        {
            return "it leads out of the chart through `..`";
        }

        if (segments.Any(segment => segment is "" or "."))
        {
            return "it has an empty or `.` part";
        }

        return segments.Length > limits.Depth ? $"it lies more than {limits.Depth} folders deep" : null;
    }
}
