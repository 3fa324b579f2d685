using System.Collections.Immutable;
using System.Reflection;
using System.Text;

namespace PackMan.Charts.Scaffold;

/// <summary>The files a new chart starts with: a web app with every object most apps need. They are kept as files beside this one.</summary>
public static class ChartScaffold
{
    private const string ResourcePrefix = "scaffold/";
    private const string NamePlaceholder = "CHART_NAME";

    /// <summary>The files of a new chart of that name, in order of their paths.</summary>
    public static ImmutableArray<ChartFile> Files(ChartName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var assembly = typeof(ChartScaffold).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Select(resource => new ChartFile(resource[ResourcePrefix.Length..].Replace('\\', '/'), Read(assembly, resource, name)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes a new chart into a folder, which must not exist yet or be empty.</summary>
    /// <exception cref="ChartFolderExistsException">The folder holds something already; nothing was written.</exception>
    public static void WriteTo(ChartName name, string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new ChartFolderExistsException(folder);
        }

        foreach (var file in Files(name))
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            stream.Write(file.Content.Span);
        }
    }

    private static byte[] Read(Assembly assembly, string resource, ChartName name)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(NamePlaceholder, name.Text, StringComparison.Ordinal));
    }
}

/// <summary>A folder that is not empty, which a new chart must not overwrite.</summary>
public sealed class ChartFolderExistsException(string folder)
    : PackManException($"A new chart cannot be written to `{folder}`: something is there already")
{
    public string Folder { get; } = folder;

    public override string Hint => "Choose another name, or remove the folder first";
}
