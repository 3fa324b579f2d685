using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>What a schema of each draft may look like, in our own words; they stand at the drafts' URIs, so schemas may refer to them.</summary>
internal static partial class MetaSchemas
{
    private static readonly Lazy<YamlNode> Draft202012 = new(() => JsonText.Parse(Draft202012Text));
    private static readonly Lazy<YamlNode> Draft7 = new(() => JsonText.Parse(Draft7Text));

    public static YamlNode Newest => Draft202012.Value;

    /// <summary>The meta-schema at a URI; null for any other URI.</summary>
    public static YamlNode? Find(Uri uri) => uri.GetLeftPart(UriPartial.Query) switch
    {
        "https://json-schema.org/draft/2020-12/schema" => Draft202012.Value,
        "http://json-schema.org/draft-07/schema" or "https://json-schema.org/draft-07/schema" => Draft7.Value,
        _ => null,
    };
}
