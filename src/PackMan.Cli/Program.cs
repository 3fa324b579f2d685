using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using PackMan.Cli;
using PackMan.Cli.Connection;
using PackMan.Cli.Output;

// The only place that touches the console, the environment and signals.
#pragma warning disable RS0030

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var output = Writer(new StandardStream(Console.OpenStandardOutput(), "standard output"));
var error = TextWriter.Synchronized(Writer(new StandardStream(Console.OpenStandardError(), name: null)));
var surroundings = new Surroundings
{
    Output = output,
    Error = error,
    OpenInput = Console.OpenStandardInput,
    Ask = Console.IsInputRedirected || Console.IsErrorRedirected ? null : new TerminalPrompt(error, () => Console.ReadKey(intercept: true)).AskAsync,
    Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToImmutableDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
    CurrentDirectory = Environment.CurrentDirectory,
    Time = TimeProvider.System,
    Process = () => new ProcessFacts(Environment.UserName, Environment.MachineName, Environment.ProcessId),
    Terminal = new TerminalFacts(!Console.IsOutputRedirected, !Console.IsErrorRedirected, Console.IsErrorRedirected ? 80 : Math.Max(Console.WindowWidth, 20)),
};

var exitCode = await new PackManApp(surroundings, new Stations(surroundings)).RunAsync(args, stop.Token);
output.Flush();
error.Flush();
return exitCode;

// The first signal lets the operation record how far it came; the second one is for when even that hangs.
void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested)
    {
        Environment.Exit(ExitCodes.Cancelled);
    }

    signal.Cancel = true;
    stop.Cancel();
}

static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n", AutoFlush = true };
