using System.Collections.Immutable;
using PackMan.Cli;
using PackMan.Tests.Cli;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Examples;

/// <summary>Runs the commands of the examples' READMEs one after the other, as a reader would, in a sandbox of their own.</summary>
public sealed class ExampleSandboxTests : IDisposable
{
    private readonly TestFolder _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [MemberData(nameof(ExampleReadmeTests.Examples), MemberType = typeof(ExampleReadmeTests))]
    public async Task Every_command_of_a_readme_works(string example)
    {
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Repository.Examples, example, "README.md")))
        {
            if (line.StartsWith("$ kubectl create namespace ", StringComparison.Ordinal))
            {
                // There is no kubectl for the sandbox, but an installation can make the namespace as well.
                var name = line.Split(' ')[^1];
                await RunAsync($"packman install {name} charts-examples/web --namespace {name} --create-namespace");
            }
            else if (line.StartsWith("$ packman ", StringComparison.Ordinal))
            {
                await RunAsync(line[2..]);
            }
        }
    }

    private async Task RunAsync(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            Output = output,
            Error = error,
            OpenInput = () => Stream.Null,
            Environment = ImmutableDictionary<string, string>.Empty.Add("PACKMAN_SANDBOX", _sandbox.Path),
            CurrentDirectory = Repository.Root,
            Time = TimeProvider.System,
        };
        var words = Session.Words(line).Skip(1).Select(word => word.Replace("charts-examples/", Repository.Examples + "/", StringComparison.Ordinal));

        var exit = await new PackManApp(surroundings, new Stations(surroundings)).RunAsync([.. words], TestContext.Current.CancellationToken);

        exit.ShouldBe(ExitCodes.Done, $"{line}\n{error}");
    }
}
