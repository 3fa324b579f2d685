using System.Globalization;

namespace PackMan.Benchmarks;

/// <summary>Work with a large repository that nginx serves.</summary>
internal static class RepositoryCases
{
    private const double Third = 1.0 / 3;

    // Found in the names of ten charts.
    private const string Keyword = "chart-01";

    /// <param name="folder">An empty one.</param>
    public static async Task<IReadOnlyList<BenchmarkCase>> PrepareAsync(BenchmarkOptions options, NginxRepository repository, string folder)
    {
        var ours = new Side(options.PackMan, Directory.CreateDirectory(Path.Combine(folder, "packman")).FullName);
        var theirs = new Side(options.Helm, Directory.CreateDirectory(Path.Combine(folder, "helm")).FullName);
        foreach (var side in new[] { ours, theirs })
        {
            await side.Command("repo", "add", "large", repository.Url).RunAsync();
        }

        await BenchmarkCase.EnsureSameCountAsync("charts found", ours.Search, theirs.Search, line => line.StartsWith("large/", StringComparison.Ordinal));
        var name = string.Create(CultureInfo.InvariantCulture, $"of {LargeIndex.Charts * LargeIndex.VersionsOfEach:N0} versions");
        return
        [
            new BenchmarkCase($"`repo update` {name} and `search repo`", ours.First, theirs.First, Third, Third),
            new BenchmarkCase("the same when the index has not changed", ours.Again, theirs.Again, Third, Third),
        ];
    }

    private sealed record Side(string Program, string Folder)
    {
        public CommandLine Update => Command("repo", "update");

        public CommandLine Search => Command("search", "repo", Keyword);

        /// <summary>As on a machine that has never had the index.</summary>
        public Job First => Again with { Prepare = () => Directory.Delete(Path.Combine(Folder, ".cache"), recursive: true) };

        public Job Again => new(Update, Search);

        public CommandLine Command(params string[] arguments) => new(Program, Folder, arguments);
    }
}
