using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>Manifests without the values of their Secrets: what is printed although nobody asked for the manifest itself.</summary>
internal static class SecretFree
{
    private const string Hidden = "(hidden)";

    /// <summary>The documents of a recorded manifest, those that hold Secrets rewritten.</summary>
    public static string Manifest(string manifest)
    {
        var documents = YamlReader.ReadAll(manifest, "manifest");
        if (!documents.Any(document => HoldsSecret(document.Root)))
        {
            return manifest;
        }

        return string.Concat(documents.Select(document => $"---\n{YamlWriter.Write(HoldsSecret(document.Root) ? Hide(document.Root) : document.Root)}"));
    }

    private static bool HoldsSecret(YamlNode node) => node.FindString("kind") is "Secret" or "SecretList" or "List";

    private static YamlNode Hide(YamlNode node)
    {
        if (node is not YamlMap map)
        {
            return node;
        }

        if (map.Find("items") is YamlList items)
        {
            map = map.With("items", YamlList.Of(items.Items.Select(Hide)));
        }

        return map.FindString("kind") == "Secret" ? HideValues(HideValues(map, "data"), "stringData") : map;
    }

    private static YamlMap HideValues(YamlMap secret, string field) => secret.Find(field) is YamlMap values
        ? secret.With(field, YamlMap.OfStrings(values.Keys.Select(key => KeyValuePair.Create(key, Hidden))))
        : secret;
}
