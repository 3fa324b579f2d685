using System.Security;
using System.Text;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>The files that `--values` and `--set-file` name: on disk, on standard input, or behind a URL.</summary>
/// <param name="standardInput">What `-` reads; null where there is none.</param>
/// <param name="urls">Fetches URLs; null where they are not supported.</param>
public sealed class ValuesFiles(TextReader? standardInput = null, IUrlReader? urls = null)
{
    /// <summary>How standard input is called in origins and errors.</summary>
    public const string StandardInputName = "<stdin>";

    private bool _isInputRead;

    /// <summary>Where relative paths start; empty for the process's own directory.</summary>
    public string CurrentDirectory { get; init; } = "";

    /// <summary>The text of a file named by a flag.</summary>
    /// <exception cref="PackManException">The file is missing, a directory, unreadable or no UTF-8 text.</exception>
    public async Task<string> ReadTextAsync(string reference, string flag, CancellationToken cancellationToken = default)
    {
        if (reference.Trim() == "-")
        {
            return await ReadInputAsync(flag, cancellationToken);
        }

        var bytes = UrlOf(reference) is { } url ? await FetchAsync(url, flag, cancellationToken) : await ReadFileAsync(reference, flag, cancellationToken);
        return Utf8Text.Decode(bytes, DisplayName(reference));
    }

    /// <summary>The name of a file as origins and errors show it.</summary>
    public static string DisplayName(string reference) => reference.Trim() == "-" ? StandardInputName : UrlOf(reference) is { } url ? WithoutSecrets(url) : reference;

    /// <summary>A URL as messages show it: without name, password and query.</summary>
    public static string WithoutSecrets(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    // A single letter before the colon is a drive of Windows, not a scheme.
    private static Uri? UrlOf(string reference) =>
        reference.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(reference, UriKind.Absolute, out var url) && url.Scheme.Length > 1 ? url : null;

    private async Task<string> ReadInputAsync(string flag, CancellationToken cancellationToken)
    {
        if (standardInput is null || _isInputRead)
        {
            throw new ValuesException(
                _isInputRead ? $"`{flag} -` is given twice, but standard input can be read only once" : $"`{flag} -` cannot be read: there is no standard input",
                "Put the values in a file");
        }

        _isInputRead = true;
        return await standardInput.ReadToEndAsync(cancellationToken);
    }

    private async Task<byte[]> FetchAsync(Uri url, string flag, CancellationToken cancellationToken)
    {
        if (url.IsFile)
        {
            return await ReadFileAsync(url.LocalPath, flag, cancellationToken);
        }

        return urls is null
            ? throw new ValuesException($"`{flag}` cannot read `{WithoutSecrets(url)}`: URLs are not supported here", "Download the file and give its path")
            : await urls.ReadAsync(url, cancellationToken);
    }

    private async Task<byte[]> ReadFileAsync(string path, string flag, CancellationToken cancellationToken)
    {
        var fullPath = CurrentDirectory.Length == 0 ? path : Path.GetFullPath(path, CurrentDirectory);
        if (Directory.Exists(fullPath))
        {
            throw new ValuesException($"`{flag} {path}` names a directory, not a file", $"Name the file in it, for example `{path.TrimEnd('/')}/values.yaml`");
        }

        try
        {
            return await File.ReadAllBytesAsync(fullPath, cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ValuesException($"`{flag} {path}`: there is no such file", "Check the path; it is looked up from the current directory", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new ValuesException($"`{flag} {path}` cannot be read: {error.Message.TrimEnd('.')}", "Check the permissions of the file", error);
        }
    }
}
