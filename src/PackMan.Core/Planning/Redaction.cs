using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>Keeps secret values out of everything that is printed: of Secret data and sensitive values only that they differ is told.</summary>
/// <param name="SensitiveTexts">Values the chart's schema marks as sensitive, as text.</param>
public sealed record Redaction(ImmutableArray<string> SensitiveTexts)
{
    public const string Differs = "(differs)";

    // A shorter value is part of too many texts: hiding it everywhere would hide everything.
    private const int MinLength = 4;

    public static Redaction SecretsOnly { get; } = new([]);

    /// <summary>A value of an object's field as one line that is safe to print; null for an absent one.</summary>
    public string? Show(KubernetesObject target, string path, YamlNode? value)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(path);
        if (value is null)
        {
            return null;
        }

        return IsSecretField(target, path) || HoldsSensitiveText(value) ? Differs : YamlWriter.WriteFlow(value);
    }

    /// <summary>A message of the server, which may quote what was sent to it, without sensitive values.</summary>
    public string Clean(string message) => SensitiveTexts.Where(text => text.Length >= MinLength)
        .OrderByDescending(text => text.Length)
        .Aggregate(message, (cleaned, text) => cleaned.Replace(text, "(hidden)", StringComparison.Ordinal));

    // What may be told of a Secret; a part that holds more than one of its fields may not. kubectl's annotation repeats the data.
    private static bool IsSecretField(KubernetesObject target, string path) => target is { Kind: "Secret", Group: "" }
        && !(path.TrimStart('.') is "type" or "immutable"
            || path.Contains("metadata.labels", StringComparison.Ordinal)
            || (path.Contains("metadata.annotations", StringComparison.Ordinal)
                && !path.EndsWith("annotations", StringComparison.Ordinal)
                && !path.Contains("last-applied", StringComparison.Ordinal)));

    private bool HoldsSensitiveText(YamlNode value) => !SensitiveTexts.IsEmpty && value switch
    {
        YamlMap map => map.Entries.Any(entry => HoldsSensitiveText(entry.Value)),
        YamlList list => list.Items.Any(HoldsSensitiveText),
        YamlString text => HoldsSensitiveText(text.Value),
        YamlNumber number => SensitiveTexts.Contains(number.Text) || SensitiveTexts.Contains(number.Json),
        _ => false,
    };

    private bool HoldsSensitiveText(string text) =>
        SensitiveTexts.Any(sensitive => sensitive.Length < MinLength ? text == sensitive : text.Contains(sensitive, StringComparison.Ordinal));
}
