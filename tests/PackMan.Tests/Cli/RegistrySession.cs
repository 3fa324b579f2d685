using PackMan.Cli;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Distribution.Oci;

namespace PackMan.Tests.Cli;

/// <summary>`packman` with a home folder of its own in front of a registry in memory; what it says has host, digests and folders scrubbed.</summary>
internal sealed partial class RegistrySession : IAsyncDisposable
{
    private RegistrySession(FakeRegistry registry, string input, AskUser? ask)
    {
        Registry = registry;
        Commands = new Session
        {
            IsReal = true,
            Time = TimeProvider.System,
            CurrentDirectory = Folder.Path,
            Input = input,
            Ask = ask,
            Environment = new Session().Environment.SetItem("HOME", Path.Combine(Folder.Path, "home")).Add("PACKMAN_SANDBOX", Path.Combine(Folder.Path, "box")).Add("PATH", $"{Path.Combine(Folder.Path, "bin")}:/usr/bin:/bin"),
        };
    }

    public FakeRegistry Registry { get; }

    /// <summary>Where the commands run.</summary>
    public TestFolder Folder { get; } = new();

    public Session Commands { get; init; }

    public static async Task<RegistrySession> StartAsync(string input = "", AskUser? ask = null) => new(await FakeRegistry.StartAsync(), input, ask);

    /// <summary>Runs a command line in which HOST stands for the registry.</summary>
    public Task<Spoken> RunAsync(string line) => Commands.RunAsync(line.Replace("HOST", Registry.Host, StringComparison.Ordinal));

    public async Task<string> RunAllAsync(params string[] lines)
    {
        var said = new List<string>();
        foreach (var line in lines)
        {
            said.Add(Scrub((await RunAsync(line)).ToString()));
        }

        return string.Join('\n', said);
    }

    public RegistrySession File(string path, byte[] content)
    {
        System.IO.File.WriteAllBytes(Path.Combine(Folder.Path, path), content);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        await Registry.DisposeAsync();
    }

    private string Scrub(string text) => Digest().Replace(
        text.Replace(Registry.Host, "HOST", StringComparison.Ordinal).Replace(Folder.Path, "[TEMP]", StringComparison.Ordinal), "sha256:[DIGEST]");

    [System.Text.RegularExpressions.GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial System.Text.RegularExpressions.Regex Digest();
}
