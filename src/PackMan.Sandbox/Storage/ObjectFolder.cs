using System.Globalization;
using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Sandbox.Storage;

/// <summary>
/// Objects as files: one JSON file each, replaced atomically, read a partition at a time and kept in memory until another process
/// writes. Used only under a <see cref="FolderLock"/>.
/// </summary>
internal sealed class ObjectFolder(string folder)
{
    private const string Marker = "packman-sandbox 1";
    private const int ReservedVersions = 1000;

    private readonly Dictionary<Partition, SortedDictionary<string, YamlMap>> _partitions = [];
    private long _reserved;

    /// <summary>The resourceVersion of the last write.</summary>
    public long Version { get; private set; }

    /// <summary>Makes memory agree with the folder. Returns whether it is new, and whether another process wrote since the last time.</summary>
    public (bool IsNew, bool HasForeignWrites) Refresh()
    {
        var marker = ReadText("sandbox");
        if (marker is null)
        {
            RemoveLeftovers();
            _partitions.Clear();
            (Version, _reserved) = (0, 0);
            return (true, true);
        }

        if (marker.TrimEnd() != Marker)
        {
            throw new SandboxFolderException(folder, $"its format is not the one this PackMan knows (`{marker.TrimEnd()}`)");
        }

        if (!long.TryParse(ReadText("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw new SandboxFolderException(folder, "its file `version` holds no number");
        }

        var hasForeignWrites = version != Version;
        if (hasForeignWrites)
        {
            _partitions.Clear();
            (Version, _reserved) = (version, version);
        }

        return (false, hasForeignWrites);
    }

    /// <summary>Says that the folder is a sandbox; done last when one is made.</summary>
    public void Mark() => WriteAtomically(Path.Combine(folder, "sandbox"), Encoding.UTF8.GetBytes(Marker + "\n"));

    /// <summary>A number for the next write. A crash skips numbers and never repeats one.</summary>
    public long NextVersion()
    {
        if (Version == _reserved)
        {
            _reserved = Version + ReservedVersions;
            WriteVersion(_reserved);
        }

        return ++Version;
    }

    /// <summary>Gives back the numbers that were reserved and not used.</summary>
    public void Complete()
    {
        if (_reserved != Version)
        {
            WriteVersion(Version);
            _reserved = Version;
        }
    }

    public YamlMap? Find(Partition partition, string name) => Read(partition).GetValueOrDefault(name);

    public IReadOnlyCollection<YamlMap> List(Partition partition) => Read(partition).Values;

    /// <summary>Namespaces that hold objects of a resource, in order.</summary>
    public IEnumerable<Partition> PartitionsOf(string resource)
    {
        var path = Path.Combine(folder, "objects", resource);
        return Directory.Exists(path)
            ? Directory.GetDirectories(path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)
                .Select(name => new Partition(resource, name == "_cluster" ? "" : name))
            : [];
    }

    public IEnumerable<Partition> AllPartitions()
    {
        var path = Path.Combine(folder, "objects");
        return Directory.Exists(path)
            ? [.. Directory.GetDirectories(path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal).SelectMany(PartitionsOf)]
            : [];
    }

    public void Write(Partition partition, string name, YamlMap value)
    {
        var objects = Read(partition);
        var path = Path.Combine(folder, partition.RelativePath);
        if (objects.Count == 0)
        {
            Directory.CreateDirectory(path);
        }

        WriteAtomically(Path.Combine(path, ObjectFileName.Of(name)), JsonText.WriteBytes(value));
        objects[name] = value;
    }

    public void Delete(Partition partition, string name)
    {
        var objects = Read(partition);
        File.Delete(Path.Combine(folder, partition.RelativePath, ObjectFileName.Of(name)));
        objects.Remove(name);
        if (objects.Count == 0)
        {
            Directory.Delete(Path.Combine(folder, partition.RelativePath), recursive: true);
        }
    }

    private SortedDictionary<string, YamlMap> Read(Partition partition)
    {
        if (_partitions.TryGetValue(partition, out var objects))
        {
            return objects;
        }

        objects = new SortedDictionary<string, YamlMap>(StringComparer.Ordinal);
        var path = Path.Combine(folder, partition.RelativePath);
        foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path, "*.json") : [])
        {
            var value = ReadObject(file);
            objects[value.FindString("metadata", "name")!] = value;
        }

        return _partitions[partition] = objects;
    }

    private YamlMap ReadObject(string file)
    {
        try
        {
            if (JsonText.Parse(File.ReadAllBytes(file)) is YamlMap value && value.FindString("metadata", "name") is { Length: > 0 })
            {
                return value;
            }

            throw new SandboxFolderException(folder, $"its file `{Path.GetRelativePath(folder, file)}` holds no object");
        }
        catch (Exception exception) when (exception is JsonException or IOException or InvalidOperationException)
        {
            throw new SandboxFolderException(folder, $"its file `{Path.GetRelativePath(folder, file)}` is broken ({exception.Message})", exception);
        }
    }

    /// <summary>Clears what an interrupted first use left; anything else in the folder is not ours to touch.</summary>
    private void RemoveLeftovers()
    {
        var entries = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        entries.ExceptWith(["lock", "version", "version.new", "sandbox.new"]);
        if (entries.Remove("objects") && entries.Count == 0)
        {
            Directory.Delete(Path.Combine(folder, "objects"), recursive: true);
        }

        if (entries.Count > 0)
        {
            throw new SandboxFolderException(folder, "the folder holds other files and no sandbox");
        }
    }

    private string? ReadText(string name)
    {
        try
        {
            var path = Path.Combine(folder, name);
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxFolderException(folder, exception.Message, exception);
        }
    }

    private void WriteVersion(long version) =>
        WriteAtomically(Path.Combine(folder, "version"), Encoding.UTF8.GetBytes(version.ToString(CultureInfo.InvariantCulture)));

    private void WriteAtomically(string path, byte[] content)
    {
        try
        {
            var temporary = path + ".new";
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SandboxFolderException(folder, exception.Message, exception);
        }
    }
}
