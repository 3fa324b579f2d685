using System.Text;
using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>The form in which objects are compared and applied.</summary>
internal static class NormalForm
{
    public static KubernetesObject Of(KubernetesObject target, bool isNamespaced, string releaseNamespace)
    {
        var content = WithoutNulls(target.Content);
        content = isNamespaced
            ? content.FindString("metadata", "namespace") is { Length: > 0 } ? content : content.WithPath(["metadata", "namespace"], new YamlString(releaseNamespace))
            : content.WithoutPath("metadata", "namespace");
        return new KubernetesObject(target is { Kind: "Secret", Group: "" } ? FoldStringData(content) : content);
    }

    // The server would own a null as a value that is set, and a later revision could not give the field back.
    private static YamlMap WithoutNulls(YamlMap map) => new(
        [.. map.Entries.Where(entry => entry.Value is not YamlNull).Select(entry => KeyValuePair.Create(entry.Key, WithoutNulls(entry.Value)))],
        map.Origin);

    private static YamlNode WithoutNulls(YamlNode node) => node switch
    {
        YamlMap map => WithoutNulls(map),
        YamlList list => new YamlList([.. list.Items.Select(WithoutNulls)], list.Origin),
        _ => node,
    };

    // The server moves stringData into data but owns the keys of stringData, so apply could never remove one again
    // (kubernetes/kubernetes#46309).
    private static YamlMap FoldStringData(YamlMap content)
    {
        if (content.Find("stringData") is not YamlMap texts)
        {
            return content.Find("stringData") is null ? content : content.Without("stringData");
        }

        var data = texts.Entries.Aggregate(content.Find("data") as YamlMap ?? YamlMap.Empty, (folded, entry) => folded.With(entry.Key, Encoded(entry.Value)));
        var folded = content.Without("stringData");
        return data.Count == 0 ? folded : folded.With("data", data);
    }

    // Anything but a string is left for the server to refuse: its message names the field.
    private static YamlNode Encoded(YamlNode value) =>
        value is YamlString text ? new YamlString(Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Value)), text.Origin) : value;
}
