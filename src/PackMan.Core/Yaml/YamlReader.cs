using System.Collections.Immutable;

namespace PackMan.Yaml;

/// <summary>
/// Reads YAML as Kubernetes' own parser does (sigs.k8s.io/yaml on go-yaml v2), but strictly: duplicate keys and tabs as
/// indentation are errors, aliases and merge keys are expanded within limits, and every node knows its place.
/// </summary>
public static class YamlReader
{
    /// <summary>Every document of a stream in order; none for a text of blanks and comments.</summary>
    /// <param name="text">The text; a byte order mark and CRLF line ends are fine.</param>
    /// <param name="fileName">The path as the user knows it, for origins and errors.</param>
    /// <param name="limits">What is taken at most; those of manifests when null.</param>
    /// <exception cref="YamlException">The text is no YAML, or breaks a rule of Kubernetes or of the limits.</exception>
    public static ImmutableArray<YamlDocument> ReadAll(string text, string fileName, YamlReaderLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new YamlTreeBuilder(new YamlSource(text, fileName), limits ?? YamlReaderLimits.Default).ReadAll();
    }

    /// <summary>The only document of a text; <see cref="YamlNull"/> when there is none.</summary>
    /// <exception cref="YamlException">As <see cref="ReadAll"/>, or a second document follows.</exception>
    public static YamlNode Read(string text, string fileName, YamlReaderLimits? limits = null)
    {
        var documents = ReadAll(text, fileName, limits);
        if (documents.Length > 1)
        {
            throw new YamlSource(text, fileName).Error(
                $"`{fileName}` holds {documents.Length} documents where one is expected", documents[1].StartLine, 1, "Remove the `---` and what follows it");
        }

        return documents.IsEmpty ? YamlNull.Instance : documents[0].Root;
    }

    /// <summary>The map a file such as `values.yaml` holds; an empty file, or one of comments only, is an empty map.</summary>
    /// <exception cref="YamlException">As <see cref="Read"/>, or the top level is no map.</exception>
    public static YamlMap ReadMap(string text, string fileName, YamlReaderLimits? limits = null) => Read(text, fileName, limits) switch
    {
        YamlMap map => map,
        YamlNull => YamlMap.Empty,
        var other => throw NotAMap(other, text, fileName),
    };

    internal static YamlException NotAMap(YamlNode root, string text, string fileName)
    {
        var place = root.Origin as Origin.InFile;
        return new YamlSource(text, fileName).Error(
            $"The top level of `{fileName}` must be a map, not a {root.KindName}", place?.Line ?? 1, place?.Column ?? 1, "Write `key: value` lines");
    }
}
