namespace PackMan.Benchmarks;

/// <summary>The same job for both programs.</summary>
/// <param name="Target">The ratio of times that the project promises.</param>
/// <param name="MemoryTarget">The same of memory; null where nothing is promised.</param>
internal sealed record BenchmarkCase(string Name, Job Ours, Job Theirs, double Target, double? MemoryTarget = null)
{
    private const string AllOptions = "ingress.enabled=true,autoscaling.enabled=true,httpRoute.enabled=true";

    /// <summary>The cases that need no server.</summary>
    /// <param name="folder">An empty one.</param>
    public static async Task<IReadOnlyList<BenchmarkCase>> PrepareAsync(BenchmarkOptions options, string folder)
    {
        var ours = Directory.CreateDirectory(Path.Combine(folder, "packman")).FullName;
        var theirs = Directory.CreateDirectory(Path.Combine(folder, "helm")).FullName;
        await new CommandLine(options.PackMan, ours, "create", "demo").RunAsync();
        await new CommandLine(options.Helm, theirs, "create", "demo").RunAsync();

        var ourTemplate = new CommandLine(options.PackMan, ours, "template", "demo", "./demo", "--set", AllOptions);
        var theirTemplate = new CommandLine(options.Helm, theirs, "template", "demo", "./demo", "--set", AllOptions);
        await EnsureSameCountAsync("objects", ourTemplate, theirTemplate, line => line.StartsWith("kind:", StringComparison.Ordinal));
        return
        [
            new BenchmarkCase("version", new Job(new CommandLine(options.PackMan, ours, "version")), new Job(new CommandLine(options.Helm, theirs, "version")), Target: 0.25),
            new BenchmarkCase("template of the `create` chart, every option on", new Job(ourTemplate), new Job(theirTemplate), Target: 0.4),
        ];
    }

    /// <summary>Sees to it that both programs print as many lines of a kind: a comparison of unequal work would flatter one side.</summary>
    public static async Task EnsureSameCountAsync(string what, CommandLine ours, CommandLine theirs, Func<string, bool> counts)
    {
        var ourCount = (await ours.RunAsync()).Split('\n').Count(counts);
        var theirCount = (await theirs.RunAsync()).Split('\n').Count(counts);
        if (ourCount != theirCount || ourCount == 0)
        {
            throw new InvalidOperationException($"packman prints {ourCount} {what} and helm {theirCount}: the two are not comparable");
        }

        Console.Error.WriteLine($"both print {ourCount} {what}");
    }
}
