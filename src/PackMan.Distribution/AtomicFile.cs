namespace PackMan.Distribution;

/// <summary>Writes whole files: readers see the old content or the new one, and a failure leaves the old file and nothing else.</summary>
public static class AtomicFile
{
    /// <summary>The mode of files that all may read.</summary>
    public const UnixFileMode Public = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The mode of files that hold passwords.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode = Public)
    {
        ArgumentNullException.ThrowIfNull(path);
        var temporary = TemporaryPath(path);
        try
        {
            using (var stream = Create(temporary, mode))
            {
                stream.Write(content);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // In the folder of the target, because only a rename within one file system is atomic; hidden, because nobody else needs it.
    private static string TemporaryPath(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");

    private static FileStream Create(string path, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return new FileStream(path, options);
    }
}
