using System.Buffers.Text;
using System.Text.RegularExpressions;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>The fields that an answer of the API server complains about: its causes name them, or its message does.</summary>
internal static partial class ServerField
{
    /// <summary>Each field once, as the server writes it.</summary>
    public static IEnumerable<string> In(ApiException refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var named = refusal.Causes.Select(cause => cause.Field).Where(field => field.Length > 0 && field != "<nil>");
        var told = Unknown().Matches(refusal.ServerMessage).Concat(Typed().Matches(refusal.ServerMessage)).Concat(Decoded().Matches(refusal.ServerMessage))
            .Select(match => match.Groups[1].Value);
        return named.Concat(told).Select(field => field.TrimStart('.')).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Those of them that the kind does not have.</summary>
    public static IEnumerable<string> UnknownIn(ApiException refusal) =>
        Unknown().Matches(refusal.ServerMessage).Concat(Undeclared().Matches(refusal.ServerMessage)).Select(match => match.Groups[1].Value.TrimStart('.'));

    /// <summary>The entries of a Secret that the server cannot decode; it names none.</summary>
    public static IEnumerable<string> NotBase64(KubernetesObject secret, string message) =>
        secret.Kind == "Secret" && message.Contains("illegal base64 data", StringComparison.Ordinal) && secret.Content.Find("data") is YamlMap data
            ? data.Entries.Where(entry => entry.Value is YamlString text && !Base64.IsValid(text.Value)).Select(entry => $"data[{entry.Key}]")
            : [];

    /// <summary>The field, or what stands nearest above one that is missing.</summary>
    public static FoundField Find(YamlMap content, string field) => Find(new FoundField([], content, field));

    // The Go decoder leaves out which item of a list it means.
    private static FoundField Find(FoundField start)
    {
        var found = FieldPath.Resolve(start.Node, start.Rest);
        found = found with { Path = [.. start.Path, .. found.Path] };
        if (found.Rest.Length == 0 || found.Rest[0] == '[' || found.Node is not YamlList list)
        {
            return found;
        }

        return list.Items.Select((item, index) => Find(found.Then(new PathStep.Index(index), item, found.Rest))).FirstOrDefault(inside => inside.Rest.Length == 0) ?? found;
    }

    [GeneratedRegex("(?:unknown|duplicate) field \"([^\"]+)\"")]
    private static partial Regex Unknown();

    // structured-merge-diff: `.spec.replicas: expected numeric (int or float), got &value.valueUnstructured{…}`.
    [GeneratedRegex(@"(?<=^|[\s(])(\.(?:[^\s:\[\]]|\[[^\]]*\])+): (?:expected|field not declared|duplicate entries|element)", RegexOptions.Multiline)]
    private static partial Regex Typed();

    [GeneratedRegex(@"(?<=^|[\s(])(\.(?:[^\s:\[\]]|\[[^\]]*\])+): field not declared in schema", RegexOptions.Multiline)]
    private static partial Regex Undeclared();

    [GeneratedRegex(@"Go struct field \w+\.([\w.]+) of type")]
    private static partial Regex Decoded();
}
