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
    var cases = await BenchmarkCase.PrepareAsync(options, workspace.FullName);
    Console.WriteLine($"| case | {"packman",9} ms | {"helm",9} ms | ratio | target |");
    Console.WriteLine("| --- | --- | --- | --- | --- |");
    var missed = 0;
    foreach (var benchmark in cases)
    {
        var result = await PairedRunner.RunAsync(benchmark, options.Runs);
        missed += result.Ratio > benchmark.Target ? 1 : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {benchmark.Name} | {result.OursMilliseconds:0.0} | {result.TheirsMilliseconds:0.0} | {result.Ratio:0.00} | {benchmark.Target:0.00} |"));
    }

    return options.Check && missed > 0 ? 1 : 0;
}
finally
{
    workspace.Delete(recursive: true);
}
