using System.Globalization;
using PackMan.Benchmarks;

var options = BenchmarkOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 1;
}

var workspace = Directory.CreateTempSubdirectory("packman-benchmark-");
try
{
    using var repository = await NginxRepository.StartAsync(Path.Combine(workspace.FullName, "served"));
    IReadOnlyList<BenchmarkCase> cases =
    [
        .. await BenchmarkCase.PrepareAsync(options, Path.Combine(workspace.FullName, "charts")),
        .. await RepositoryCases.PrepareAsync(options, repository, Path.Combine(workspace.FullName, "repositories")),
    ];
    Console.WriteLine("| case | packman ms | helm ms | ratio | target | packman MiB | helm MiB | ratio | target |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    var missed = 0;
    foreach (var benchmark in cases)
    {
        var result = await PairedRunner.RunAsync(benchmark, options.Runs);
        missed += result.Misses(benchmark) ? 1 : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {benchmark.Name} | {result.OursMilliseconds:0.0} | {result.TheirsMilliseconds:0.0} | {result.Ratio:0.00} | {benchmark.Target:0.00}"
            + $" | {result.OursMebibytes:0} | {result.TheirsMebibytes:0} | {result.MemoryRatio:0.00} | {benchmark.MemoryTarget:0.00} |"));
    }

    return options.Check && missed > 0 ? 1 : 0;
}
finally
{
    workspace.Delete(recursive: true);
}
