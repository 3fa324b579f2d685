using System.Collections.Immutable;
using PackMan.Charts;

namespace PackMan.Distribution;

/// <summary>Writes a chart's files as a folder that is there whole or not at all.</summary>
public static class ChartFolderWriter
{
    /// <param name="files">Their paths have passed the guards of loading, so none leads out of the folder.</param>
    /// <param name="folder">Must not exist; folders above it are made.</param>
    /// <exception cref="TargetExistsException">Something is there already; nothing was written.</exception>
    /// <exception cref="IOException">The files cannot be written, or the system takes two of their names for one.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder above cannot be written to.</exception>
    public static void Write(ImmutableArray<ChartFile> files, string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        RequireNothing(folder);
        var above = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(above);
        // Beside the target, because only a rename within one file system is atomic; hidden, because nobody else needs it.
        var incoming = Path.Combine(above, $".{Path.GetFileName(folder)}.{Path.GetRandomFileName()}");
        try
        {
            foreach (var file in files)
            {
                Write(file, incoming);
            }

            RequireNothing(folder);
            Directory.Move(incoming, folder);
        }
        finally
        {
            if (Directory.Exists(incoming))
            {
                Directory.Delete(incoming, recursive: true);
            }
        }
    }

    /// <exception cref="TargetExistsException">Something is there.</exception>
    public static void RequireNothing(string folder)
    {
        if (Path.Exists(folder))
        {
            throw new TargetExistsException(folder);
        }
    }

    private static void Write(ChartFile file, string folder)
    {
        var path = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(file.Content.Span);
    }
}

/// <summary>A folder that a chart would be unpacked to, where something is already.</summary>
public sealed class TargetExistsException(string folder) : PackManException($"The chart cannot be unpacked to `{folder}`: something is there already")
{
    public string Folder { get; } = folder;

    public override string Hint => "Remove it first, or name another folder with `--untardir`";
}
