namespace PackMan.Benchmarks;

/// <summary>The same job for both programs.</summary>
/// <param name="Target">The ratio the project promises.</param>
internal sealed record BenchmarkCase(string Name, CommandLine Ours, CommandLine Theirs, double Target)
{
    private const string AllOptions = "ingress.enabled=true,autoscaling.enabled=true,httpRoute.enabled=true";

    public static async Task<IReadOnlyList<BenchmarkCase>> PrepareAsync(BenchmarkOptions options, string folder)
    {
        var ours = Directory.CreateDirectory(Path.Combine(folder, "packman")).FullName;
        var theirs = Directory.CreateDirectory(Path.Combine(folder, "helm")).FullName;
        await new CommandLine(options.PackMan, ours, "create", "demo").RunAsync();
        await new CommandLine(options.Helm, theirs, "create", "demo").RunAsync();

        var template = new BenchmarkCase("template of the `create` chart, every option on",
            new CommandLine(options.PackMan, ours, "template", "demo", "./demo", "--set", AllOptions),
            new CommandLine(options.Helm, theirs, "template", "demo", "./demo", "--set", AllOptions),
            Target: 0.4);
        await EnsureSameObjectCountAsync(template);
        return
        [
            new BenchmarkCase("version", new CommandLine(options.PackMan, folder, "version"), new CommandLine(options.Helm, folder, "version"), Target: 0.25),
            template,
        ];
    }

    // A comparison of unequal work would flatter one side.
    private static async Task EnsureSameObjectCountAsync(BenchmarkCase template)
    {
        var ours = CountObjects(await template.Ours.RunAsync());
        var theirs = CountObjects(await template.Theirs.RunAsync());
        if (ours != theirs)
        {
            throw new InvalidOperationException($"packman renders {ours} objects and helm {theirs}: the charts are not comparable");
        }

        Console.Error.WriteLine($"both charts render {ours} objects");
    }

    private static int CountObjects(string manifest) =>
        manifest.Split('\n').Count(line => line.StartsWith("kind:", StringComparison.Ordinal));
}
