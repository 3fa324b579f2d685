using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>A value as it may be printed: what it is, where it was set, and what it overrode.</summary>
/// <param name="Name">As a user writes it (`image.tag`, `release.name`).</param>
/// <param name="Value">What it is; a placeholder in place of what is sensitive.</param>
/// <param name="Origin">Where it was set, without the text of a flag that tells something sensitive; null for what no file or flag set.</param>
/// <param name="Overrode">What stood there in earlier layers, nearest first.</param>
public sealed record ExplainedValue(string Name, YamlNode Value, Origin? Origin, ImmutableArray<EarlierValue> Overrode)
{
    private const int MaxShown = 60;

    /// <summary>A line for it and one for each value it overrode.</summary>
    public IEnumerable<string> Lines() =>
        Overrode.Select(earlier => $"  overrode {Shown(earlier.Value)}{SetIn(earlier.Origin)}").Prepend($"{Name}: {Shown(Value)}{SetIn(Origin)}");

    /// <summary>A value on one line, cut where it gets too long to read.</summary>
    public static string Shown(YamlNode value)
    {
        var text = YamlWriter.WriteFlow(value);
        return text.Length <= MaxShown ? text : text[..MaxShown] + "…";
    }

    private static string SetIn(Origin? origin) => origin switch
    {
        null => "",
        Origin.Flag flag => $" (set by {flag.Text.ReplaceLineEndings(" ")})",
        var place => $" (set in {place})",
    };
}

/// <summary>What a value was in an earlier layer.</summary>
public sealed record EarlierValue(YamlNode Value, Origin? Origin);
