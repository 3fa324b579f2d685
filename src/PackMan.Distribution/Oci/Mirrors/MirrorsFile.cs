using System.Collections.Immutable;
using PackMan.Distribution.References;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci.Mirrors;

/// <summary>
/// `registries.conf`, in the form that Podman, Skopeo and CRI-O share
/// (https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md). What concerns other programs is left to them.
/// </summary>
public sealed class MirrorsFile(string path)
{
    private const int LargestFile = 1024 * 1024;
    private const int MaxDepth = 16;

    /// <exception cref="MirrorsFileException">The file cannot be read, or says something impossible.</exception>
    public RegistryMirrors Read()
    {
        var root = ReadTree();
        return new RegistryMirrors([.. Tables(root, "registry").Select((table, index) => Rule(table, $"registry[{index}]"))]);
    }

    private YamlMap ReadTree()
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length > LargestFile
                ? throw Wrong($"is larger than {LargestFile >> 20} MiB")
                : TomlReader.Read(File.ReadAllText(path), MaxDepth);
        }
        catch (FormatException broken)
        {
            throw Wrong($"is no TOML: {broken.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MirrorsFileException(path, $"cannot be read: {exception.Message.TrimEnd('.')}", "Check the file, or unset PACKMAN_REGISTRIES_CONF");
        }
    }

    private MirrorRule Rule(YamlMap table, string name)
    {
        var location = Text(table, "location", name) is { } moved ? Location(table, moved, $"{name}.location") : null;
        var prefix = Text(table, "prefix", name) ?? location?.Place.ToString() ?? throw Wrong($"says neither `prefix` nor `location` in `{name}`");
        var isWildcard = prefix.StartsWith("*.", StringComparison.Ordinal);
        var rest = Place(isWildcard ? prefix[2..] : prefix, $"{name}.prefix");
        if (isWildcard && rest.Path.Length > 0)
        {
            throw Wrong($"has a path behind `*` in `{name}.prefix`");
        }

        return new MirrorRule(
            path,
            new MirrorPrefix(isWildcard ? prefix : rest.ToString()),
            location is null || location.Place.ToString() == prefix ? null : location,
            Flag(table, "insecure", name),
            Flag(table, "blocked", name),
            [.. Tables(table, "mirror").Select((mirror, index) => Mirror(table, mirror, $"{name}.mirror[{index}]"))]);
    }

    private RegistryMirror Mirror(YamlMap registry, YamlMap table, string name)
    {
        var location = Text(table, "location", name) ?? throw Wrong($"says no `location` in `{name}`");
        var pulls = Text(table, "pull-from-mirror", name) ?? (Flag(registry, "mirror-by-digest-only", name) ? "digest-only" : "all");
        return pulls is "all" or "digest-only" or "tag-only"
            ? new RegistryMirror(Location(table, location, $"{name}.location"), pulls != "tag-only", pulls != "digest-only")
            : throw Wrong($"says `{pulls}` in `{name}.pull-from-mirror`, which is `all`, `digest-only` or `tag-only`");
    }

    private MirrorLocation Location(YamlMap table, string text, string name) => new(Place(text, name), Flag(table, "insecure", name));

    private OciRepository Place(string text, string name)
    {
        try
        {
            return OciReference.ParsePlace(text);
        }
        catch (ReferenceException)
        {
            throw Wrong($"says `{text}` in `{name}`, which is no host with or without a path");
        }
    }

    private ImmutableArray<YamlMap> Tables(YamlMap table, string key) => table.Find(key) switch
    {
        null => [],
        YamlList list when list.Items.All(item => item is YamlMap) => [.. list.Items.OfType<YamlMap>()],
        _ => throw Wrong($"has a `{key}` that is no list of tables: write `[[{(key == "mirror" ? "registry.mirror" : key)}]]`"),
    };

    private string? Text(YamlMap table, string key, string name) => table.Find(key) switch
    {
        null => null,
        YamlString { Value: var text } => text.Trim(),
        _ => throw Wrong($"has a `{name}.{key}` that is no string"),
    };

    private bool Flag(YamlMap table, string key, string name) => table.Find(key) switch
    {
        null => false,
        YamlBoolean { Value: var value } => value,
        _ => throw Wrong($"has a `{name}.{key}` that is neither `true` nor `false`"),
    };

    private MirrorsFileException Wrong(string reason) => new(path, reason, "Correct the file; docs/reference/registries.md shows its form");
}

/// <summary>`registries.conf` cannot be used, or forbids what was asked for.</summary>
public sealed class MirrorsFileException(string path, string reason, string hint) : PackManException($"`{path}` {reason}")
{
    public override string Hint => hint;
}
