using System.Globalization;

namespace PackMan.Benchmarks;

/// <summary>What the runner was asked to measure.</summary>
/// <param name="PackMan">The native binary.</param>
/// <param name="Runs">Counted runs of each side, after one warm-up.</param>
/// <param name="Check">Whether a ratio above its target ends in exit code 1.</param>
internal sealed record BenchmarkOptions(string PackMan, string Helm, int Runs, bool Check)
{
    public const string Usage = """
        Times packman against Helm, one run of each in turn, and prints medians and their ratio.

        usage: dotnet run -c Release --project tests/PackMan.Benchmarks -- --packman BINARY --helm BINARY [--runs 15] [--check]
        """;

    /// <summary>Null when the arguments are not understood.</summary>
    public static BenchmarkOptions? Parse(string[] arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i++)
        {
            var isSwitch = arguments[i] == "--check" || i + 1 == arguments.Length;
            given[arguments[i]] = isSwitch ? "" : arguments[++i];
        }

        var runs = int.TryParse(given.GetValueOrDefault("--runs", "15"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return given.TryGetValue("--packman", out var packman) && given.TryGetValue("--helm", out var helm) && runs > 0
            && given.Keys.All(key => key is "--packman" or "--helm" or "--runs" or "--check")
            ? new BenchmarkOptions(Path.GetFullPath(packman), Path.GetFullPath(helm), runs, given.ContainsKey("--check"))
            : null;
    }
}
