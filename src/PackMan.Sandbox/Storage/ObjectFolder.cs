using System.Globalization;
using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Sandbox.Storage;

/// <summary>
/// Objects as files: one JSON file each, replaced atomically, read a partition at a time and kept in memory until another process
/// writes. Writes are collected and reach the disk together, so that an object that several controllers touch is written once.
/// Used only under a <see cref="FolderLock"/>.
/// </summary>
internal sealed class ObjectFolder(string folder)
{
    public const string ClusterFolder = "_cluster";
    private const string Marker = "packman-sandbox 1";
    private readonly Dictionary<Partition, SortedDictionary<string, YamlMap>> _partitions = [];
    private readonly Dictionary<(Partition Partition, string Name), YamlMap?> _unwritten = [];
    private long _written;

    /// <summary>The resourceVersion of the last write.</summary>
    public long Version { get; private set; }

    /// <summary>Makes memory agree with the folder. Returns whether it is new, and whether another process wrote since the last time.</summary>
    public (bool IsNew, bool HasForeignWrites) Refresh()
    {
        var marker = ReadText("sandbox");
        if (marker is null)
        {
            RemoveLeftovers();
            Forget(0);
            return (true, true);
        }

        if (marker.TrimEnd() != Marker)
        {
            throw new SandboxFolderException(folder, $"its format is not the one this PackMan knows (`{marker.TrimEnd()}`)") { IsBroken = true };
        }

        if (!long.TryParse(ReadText("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            throw new SandboxFolderException(folder, "its file `version` holds no number") { IsBroken = true };
        }

        var hasForeignWrites = version != Version;
        if (hasForeignWrites)
        {
            Forget(version);
        }

        return (false, hasForeignWrites);
    }

    /// <summary>Says that the folder is a sandbox; done last when one is made.</summary>
    public void Mark() => WriteAtomically(Path.Combine(folder, "sandbox"), Encoding.UTF8.GetBytes(Marker + "\n"));

    /// <summary>A number for the next write.</summary>
    public long NextVersion() => ++Version;

    /// <summary>Brings everything to the disk. The version goes first: a crash skips numbers and never repeats one.</summary>
    public void Complete()
    {
        try
        {
            if (_written != Version)
            {
                WriteAtomically(Path.Combine(folder, "version"), Encoding.UTF8.GetBytes(Version.ToString(CultureInfo.InvariantCulture)));
                _written = Version;
            }

            foreach (var ((partition, name), value) in _unwritten)
            {
                Flush(partition, name, value);
            }

            _unwritten.Clear();
        }
        catch
        {
            // Memory is ahead of the disk now; the disk is what counts.
            Forget(-1);
            throw;
        }
    }

    public YamlMap? Find(Partition partition, string name) => Read(partition).GetValueOrDefault(name);

    public IReadOnlyCollection<YamlMap> List(Partition partition) => Read(partition).Values;

    /// <summary>The parts of the store that hold a resource, in order of namespace.</summary>
    public IEnumerable<Partition> PartitionsOf(string resource) => Namespaces(resource)
        .Select(name => new Partition(resource, name == ClusterFolder ? "" : name))
        .Concat(_partitions.Keys.Where(partition => partition.Resource == resource))
        .Distinct()
        .Where(partition => Read(partition).Count > 0)
        .OrderBy(partition => partition.Namespace, StringComparer.Ordinal);

    public IEnumerable<Partition> AllPartitions() => Folders("objects")
        .Concat(_partitions.Keys.Select(partition => partition.Resource))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .ToList()
        .SelectMany(PartitionsOf);

    public void Write(Partition partition, string name, YamlMap value)
    {
        Read(partition)[name] = value;
        _unwritten[(partition, name)] = value;
    }

    public void Delete(Partition partition, string name)
    {
        Read(partition).Remove(name);
        _unwritten[(partition, name)] = null;
    }

    private void Flush(Partition partition, string name, YamlMap? value)
    {
        var path = Path.Combine(folder, partition.RelativePath);
        if (value is not null)
        {
            Directory.CreateDirectory(path);
            WriteAtomically(Path.Combine(path, ObjectFileName.Of(name)), JsonText.WriteBytes(value));
        }
        else if (Directory.Exists(path))
        {
            File.Delete(Path.Combine(path, ObjectFileName.Of(name)));
            if (Read(partition).Count == 0)
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private void Forget(long version)
    {
        _partitions.Clear();
        _unwritten.Clear();
        (Version, _written) = (version, version);
    }

    private List<string> Namespaces(string resource) => Folders(Path.Combine("objects", resource));

    private List<string> Folders(string path)
    {
        path = Path.Combine(folder, path);
        return Directory.Exists(path) ? [.. Directory.GetDirectories(path).Select(Path.GetFileName).OfType<string>()] : [];
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

            throw new SandboxFolderException(folder, $"its file `{Path.GetRelativePath(folder, file)}` holds no object") { IsBroken = true };
        }
        catch (Exception exception) when (exception is JsonException or IOException or InvalidOperationException)
        {
            throw new SandboxFolderException(folder, $"its file `{Path.GetRelativePath(folder, file)}` is broken ({exception.Message})", exception) { IsBroken = true };
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
