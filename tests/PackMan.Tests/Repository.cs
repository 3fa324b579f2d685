namespace PackMan.Tests;

/// <summary>Places in the checkout that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Conformance data shared beside the repository; null where it is absent, and then its tests skip.</summary>
    public static string? Shared { get; } = FindShared();

    public static string Examples => Path.Combine(Root, "charts-examples");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PackMan.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("PackMan.sln is not above the test binary");
    }

    private static string? FindShared()
    {
        var path = Environment.GetEnvironmentVariable("PACKMAN_SHARED") ?? Path.Combine(Root, "..", "shared");
        return Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }
}
