using PackMan.Fuzz;
using PackMan.Fuzz.Targets;

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine($"{error.Message}\n\n{FuzzOptions.Usage}");
    return 1;
}

var targets = AllTargets.Create().Where(target => options.Target is null || options.Target == target.Name).ToList();
var run = new FuzzRun(options, targets, Console.Out);
run.Run();
return run.Findings.Count == 0 ? 0 : 2;
