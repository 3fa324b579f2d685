using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>Runs a credential plugin: its arguments exactly as written, its output bounded, its errors kept.</summary>
internal static class ExecProcess
{
    private const int LongestOutput = 1024 * 1024;
    private const int LongestError = 4000;

    /// <summary>What the plugin printed to stdout.</summary>
    /// <exception cref="ExecPluginException">It is not there, or failed.</exception>
    public static async Task<string> RunAsync(ExecPlugin plugin, string request, bool interactive, HostEnvironment environment, CancellationToken cancellationToken)
    {
        using var process = Start(plugin, StartInfo(plugin, request, interactive, environment));
        try
        {
            if (!interactive)
            {
                process.StandardInput.Close();
            }

            // Both at once: a plugin that fills one pipe while we read the other would never end.
            var output = ReadBoundedAsync(process.StandardOutput, LongestOutput, cancellationToken);
            var error = interactive ? Task.FromResult(("", false)) : ReadBoundedAsync(process.StandardError, LongestError, cancellationToken);
            await Task.WhenAll(output, error, process.WaitForExitAsync(cancellationToken));
            return Judge(plugin, process.ExitCode, await output, (await error).Item1);
        }
        finally
        {
            Kill(process);
        }
    }

    private static string Judge(ExecPlugin plugin, int exitCode, (string Text, bool IsCutOff) output, string error)
    {
        if (exitCode != 0)
        {
            var said = error.Trim() is { Length: > 0 } text ? $": {text}" : "";
            throw new ExecPluginException(plugin.Command, $"failed with exit code {exitCode}{said}", plugin.InstallHint?.Trim());
        }

        return output.IsCutOff ? throw new ExecPluginException(plugin.Command, $"printed more than {LongestOutput / 1024} KiB", null) : output.Text;
    }

    private static ProcessStartInfo StartInfo(ExecPlugin plugin, string request, bool interactive, HostEnvironment environment)
    {
        var file = FindCommand(plugin.Command, environment)
            ?? throw new ExecPluginException(plugin.Command, "is not installed, or not on the PATH", plugin.InstallHint?.Trim() ?? "Install it, or correct `command` of the kubeconfig user's `exec`");
        var info = new ProcessStartInfo(file, plugin.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = !interactive,
            RedirectStandardInput = !interactive,
            StandardOutputEncoding = Encoding.UTF8,
        };

        info.Environment.Clear();
        foreach (var (name, value) in environment.Variables.Concat(plugin.Variables).Append(KeyValuePair.Create("KUBERNETES_EXEC_INFO", request)))
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static Process Start(ExecPlugin plugin, ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            throw new ExecPluginException(plugin.Command, $"could not be started: {failure.Message}", plugin.InstallHint?.Trim());
        }
    }

    private static string? FindCommand(string command, HostEnvironment environment)
    {
        if (Path.IsPathRooted(command))
        {
            return File.Exists(command) ? command : null;
        }

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        var folders = (environment.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => endings.Select(ending => Path.Combine(folder, command + ending))).FirstOrDefault(File.Exists);
    }

    // Reads to the end whatever the bound, so that the plugin can end; keeps no more than the bound.
    private static async Task<(string Text, bool IsCutOff)> ReadBoundedAsync(StreamReader reader, int limit, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        var isCutOff = false;
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var kept = Math.Min(count, limit - text.Length);
            text.Append(buffer, 0, kept);
            isCutOff |= kept < count;
        }

        return (text.ToString(), isCutOff);
    }

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
