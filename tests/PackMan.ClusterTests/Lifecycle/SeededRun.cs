using System.Text;
using PackMan.ClusterTests.Fixtures;
using Shouldly;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>Runs commands with `--debug` and looks for seeded values in both streams.</summary>
internal sealed record SeededRun(LifecycleTest Test, IReadOnlyList<string> Seeds) : IAsyncDisposable
{
    private static readonly string[][] Readers =
    [
        ["status", "vault"], ["history", "vault"], ["list"], ["get", "metadata", "vault"], ["get", "values", "vault"],
        ["get", "values", "vault", "--all"], ["get", "all", "vault"], ["get", "notes", "vault"],
    ];

    public async Task<SessionResult> DoAsync(string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.ExitCode.ShouldBe(0, result.Error);
        return result;
    }

    public async Task<SessionResult> FailAsync(string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.ExitCode.ShouldBe(1, result.Output);
        result.Error.ShouldContain("error: ");
        return result;
    }

    /// <summary>Every command that shows a release, as text and as data.</summary>
    public async Task ReadAllAsync()
    {
        foreach (var reader in Readers)
        {
            (await DoAsync(reader)).Error.ShouldContain("debug: ");
            if (!reader.Contains("notes"))
            {
                await DoAsync([.. reader, "-o", "json"]);
                await DoAsync([.. reader, "-o", "yaml"]);
            }
        }
    }

    /// <summary>Checks that these seeds are live, so that there is something to leak.</summary>
    public async Task ShouldHoldAsync(params int[] numbers)
    {
        var secrets = (await Test.Client.GetAsync($"{Test.Space.Core}/secrets")).Items("items").Where(secret => secret.Text("type") == "Opaque");
        var live = string.Join('\n', secrets.SelectMany(secret => secret["data"]!.AsObject()).Select(entry => Encoding.UTF8.GetString(Convert.FromBase64String(entry.Value!.ToString()))));
        numbers.ShouldAllBe(number => live.Contains(Seeds[number]));
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();

    private async Task<SessionResult> RunAsync(string[] arguments)
    {
        var result = await Test.Session.TryAsync([.. arguments, "--debug"]);
        result.Error.ShouldNotContain("PackMan has a bug");
        foreach (var seed in Seeds)
        {
            foreach (var form in new[] { seed, Convert.ToBase64String(Encoding.UTF8.GetBytes(seed)) })
            {
                var shown = $"`packman {string.Join(' ', arguments)}` shows {form}:\n{result.Output}\n{result.Error}";
                (result.Output + result.Error).Contains(form, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(shown);
            }
        }

        return result;
    }
}
