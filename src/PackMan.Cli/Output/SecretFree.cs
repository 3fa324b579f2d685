using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>Manifests without the values of their Secrets: what is printed although nobody asked for the manifest itself.</summary>
internal static class SecretFree
{
    private const string Hidden = "(hidden)";

    /// <summary>A recorded text of manifests, the documents that hold Secrets rewritten and all others as they are.</summary>
    public static string Text(string text) =>
        ManifestText.Join(ManifestText.Parse(text, "the recorded manifest").Select(manifest => manifest with { Text = Text(manifest) }));

    public static string Text(Manifest manifest) =>
        manifest.Objects.Any(item => IsSecret(item.Object))
            ? string.Join("---\n", manifest.Objects.Select(item => YamlWriter.Write(IsSecret(item.Object) ? Hide(item.Object.Content) : item.Object.Content)))
            : manifest.Text;

    private static bool IsSecret(KubernetesObject item) => item is { Kind: "Secret", Group: "" };

    private static YamlMap Hide(YamlMap secret) => HideValues(HideValues(secret, "data"), "stringData");

    private static YamlMap HideValues(YamlMap secret, string field) => secret.Find(field) is YamlMap values
        ? secret.With(field, YamlMap.OfStrings(values.Keys.Select(key => KeyValuePair.Create(key, Hidden))))
        : secret;
}
