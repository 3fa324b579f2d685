namespace PackMan.Distribution;

/// <summary>Finds what a user may have meant by a path that holds no chart.</summary>
internal static class NearbyCharts
{
    private const int MaxFolders = 500;
    private const int MaxSuggestions = 3;

    /// <summary>Chart folders close to the reference: of the same name in the first two levels, in the folder named, or the working folder itself.</summary>
    public static IReadOnlyList<string> Find(string workingFolder, string reference)
    {
        var named = Path.GetFullPath(reference.Length == 0 ? "." : reference, workingFolder);
        var name = Path.GetFileName(named.TrimEnd(Path.DirectorySeparatorChar));
        var found = Charts(workingFolder)
            .Concat(Folders(workingFolder).SelectMany(Charts))
            .Take(MaxFolders)
            .Where(folder => string.Equals(Path.GetFileName(folder), name, StringComparison.OrdinalIgnoreCase))
            .Concat(Charts(named))
            .Concat(IsChart(workingFolder) ? [workingFolder] : []);
        return [.. found.Distinct(StringComparer.Ordinal).Take(MaxSuggestions).Select(folder => Show(workingFolder, folder))];
    }

    private static string Show(string workingFolder, string folder)
    {
        var path = Path.GetRelativePath(workingFolder, folder).Replace(Path.DirectorySeparatorChar, '/');
        return path.StartsWith('.') ? path : "./" + path;
    }

    private static IEnumerable<string> Charts(string folder) => Folders(folder).Where(IsChart);

    private static bool IsChart(string folder) => File.Exists(Path.Combine(folder, "Chart.yaml"));

    // A suggestion is no reason to fail, so what cannot be listed holds no charts.
    private static string[] Folders(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Take(MaxFolders).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
