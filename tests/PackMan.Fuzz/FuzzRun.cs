using System.Diagnostics;
using System.Globalization;
using PackMan.Fuzz.Generation;

namespace PackMan.Fuzz;

/// <summary>Gives targets random inputs, one target after the other, until time or steps are over.</summary>
internal sealed class FuzzRun(FuzzOptions options, IReadOnlyList<IFuzzTarget> targets, TextWriter talk)
{
    private const long Memory = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<(string Target, string Fault), Finding> _findings = [];
    private readonly Dictionary<IFuzzTarget, Watch> _watches = targets.ToDictionary(target => target, _ => new Watch(Patience, Memory));

    /// <summary>How many steps were made.</summary>
    public long Steps { get; private set; }

    public IReadOnlyCollection<Finding> Findings => _findings.Values;

    public void Run()
    {
        talk.WriteLine($"seed {options.Seed}, {string.Join(", ", targets.Select(target => target.Name))}");
        var clock = Stopwatch.StartNew();
        var nextWord = TimeSpan.FromMinutes(1);
        for (var step = options.FirstStep; clock.Elapsed < options.Time && Steps < options.Steps; step++)
        {
            foreach (var target in targets)
            {
                RunStep(target, step);
            }

            Steps++;
            if (clock.Elapsed > nextWord)
            {
                nextWord += TimeSpan.FromMinutes(1);
                talk.WriteLine($"{clock.Elapsed:mm\\:ss} step {step}, {Findings.Count} findings");
            }
        }

        Report(clock.Elapsed);
    }

    private void RunStep(IFuzzTarget target, long step)
    {
        NoteCurrent(target, step);
        var input = target.Make(RandomChoice.For(options.Seed, step));
        var watch = _watches[target];
        if (watch.Run(stop => target.Run(input, stop)) is not { } failure || _findings.ContainsKey((target.Name, failure.Fault)))
        {
            return;
        }

        // A second watch, so that the figures of the run stay those of the run; what hangs is not tried a thousand times.
        var again = new Watch(Patience, Memory);
        var small = failure.Fault.StartsWith("takes ", StringComparison.Ordinal)
            ? input
            : Minimiser.Minimise(input, smaller => again.Run(stop => target.Run(smaller, stop))?.Fault == failure.Fault);
        var finding = new Finding(target.Name, options.Seed, step, failure.Fault, failure.Detail, small);
        _findings.Add((target.Name, failure.Fault), finding);
        talk.WriteLine(finding);
        if (options.Out is { } folder)
        {
            finding.SaveTo(folder);
        }
    }

    // A stack overflow ends the process; the file then names the step that did it.
    private void NoteCurrent(IFuzzTarget target, long step)
    {
        if (options.Out is { } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "current"), string.Create(CultureInfo.InvariantCulture, $"--target {target.Name} --seed {options.Seed} --step {step}\n"));
        }
    }

    private void Report(TimeSpan elapsed)
    {
        talk.WriteLine($"{Steps} steps of each target in {elapsed:hh\\:mm\\:ss}, {Findings.Count} findings, working set at its highest {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MiB");
        foreach (var target in targets)
        {
            var watch = _watches[target];
            talk.WriteLine($"  {target.Name}: longest step {watch.Longest.TotalSeconds:0.00} s, most memory {watch.Most / 1024 / 1024} MiB, {Findings.Count(finding => finding.Target == target.Name)} findings");
        }
    }
}
