using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Distribution.Credentials;

/// <summary>A program that keeps credentials, as Docker's configuration names them (https://github.com/docker/docker-credential-helpers).</summary>
/// <param name="name">What follows `docker-credential-` in its name.</param>
/// <param name="namedBy">The file that names it.</param>
internal sealed class CredentialHelper(string name, string namedBy, UserEnvironment environment, TimeProvider time)
{
    // How helpers say that they know of no such server.
    private const string NotFound = "credentials not found";
    private const int LongestAnswer = 64 * 1024;

    // Some ask a person to unlock a key ring.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Command { get; } = $"docker-credential-{name}";

    /// <summary>What it keeps for a server; null when that is nothing.</summary>
    /// <exception cref="CredentialHelperException">It is not there, failed or did not answer.</exception>
    public async Task<RegistryCredential?> GetAsync(string server, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync("get", server, cancellationToken);
        if (exitCode != 0)
        {
            return output.Contains(NotFound, StringComparison.OrdinalIgnoreCase) ? null : throw Failed(exitCode, output);
        }

        var (username, secret) = Parse(output);
        var source = $"the credential helper `{Command}` of `{namedBy}`";
        return username == "<token>"
            ? new RegistryCredential(source) { IdentityToken = secret }
            : new RegistryCredential(source) { Username = username, Password = secret };
    }

    public Task StoreAsync(string server, string username, string secret, CancellationToken cancellationToken) => RequireAsync("store", JsonText.Write(YamlMap.OfStrings(
    [
        KeyValuePair.Create("ServerURL", server),
        KeyValuePair.Create("Username", username),
        KeyValuePair.Create("Secret", secret),
    ])), cancellationToken);

    public Task EraseAsync(string server, CancellationToken cancellationToken) => RequireAsync("erase", server, cancellationToken);

    private async Task RequireAsync(string action, string input, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync(action, input, cancellationToken);
        if (exitCode != 0 && !output.Contains(NotFound, StringComparison.OrdinalIgnoreCase))
        {
            throw Failed(exitCode, output);
        }
    }

    private (string Username, string Secret) Parse(string output)
    {
        try
        {
            return JsonText.Parse(output) is YamlMap answer && answer.Find("Secret") is YamlString secret
                ? ((answer.Find("Username") as YamlString)?.Value ?? "", secret.Value)
                : throw Failure("gave no `Secret`");
        }
        catch (JsonException)
        {
            // Not quoted: it may hold a password.
            throw Failure("gave no JSON");
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string action, string input, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var process = Start(action);
        try
        {
            await WriteAsync(process, input, either.Token);
            var output = await ReadAsync(process.StandardOutput, either.Token);
            await process.WaitForExitAsync(either.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure($"did not answer within {Patience.TotalSeconds:0} s");
        }
        finally
        {
            Kill(process);
        }
    }

    private Process Start(string action)
    {
        var info = new ProcessStartInfo(FindCommand() ?? throw Failure("is not on the PATH"), [action])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        info.Environment.Clear();
        foreach (var (variable, value) in environment.Variables)
        {
            info.Environment[variable] = value;
        }

        try
        {
            return Process.Start(info)!;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            throw Failure($"could not be started: {failure.Message}");
        }
    }

    // The name comes from a file, and only its last part may be chosen there.
    private string? FindCommand()
    {
        if (!name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
        {
            return null;
        }

        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        var folders = (environment.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => endings.Select(ending => Path.Combine(folder, Command + ending))).FirstOrDefault(File.Exists);
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }
    }

    private async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            text.Append(buffer, 0, count);
            if (text.Length > LongestAnswer)
            {
                throw Failure($"printed more than {LongestAnswer / 1024} KiB");
            }
        }

        return text.ToString();
    }

    private CredentialHelperException Failed(int exitCode, string output) =>
        Failure($"failed with exit code {exitCode}" + (output.Trim() is { Length: > 0 and < 500 } said ? $": {said}" : ""));

    private CredentialHelperException Failure(string reason) => new(Command, namedBy, reason);

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended in between.
        }
    }
}
