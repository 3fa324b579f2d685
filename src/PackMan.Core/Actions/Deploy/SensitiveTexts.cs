using System.Collections.Immutable;
using System.Text;
using PackMan.Planning;
using PackMan.Releases;
using PackMan.Schemas;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Actions.Deploy;

/// <summary>Finds the sensitive values of revisions as text, so that they can be kept out of plans and errors wherever they landed.</summary>
public static class SensitiveTexts
{
    /// <summary>What hides the sensitive values of these revisions.</summary>
    public static Redaction Of(IEnumerable<ReleaseRecord> records) => new([.. records.SelectMany(Of).Distinct(StringComparer.Ordinal)]);

    /// <summary>What hides the sensitive values of one tree.</summary>
    internal static Redaction Of(YamlMap computed, SensitivePaths paths) => new([.. In(computed, paths).Distinct(StringComparer.Ordinal)]);

    private static IEnumerable<string> Of(ReleaseRecord record) => In(record.ComputedValues, new SensitivePaths(record.SensitivePaths));

    private static IEnumerable<string> In(YamlMap computed, SensitivePaths paths) => paths.IsEmpty
        ? []
        : Leaves(computed, paths, []).SelectMany(text => (string[])[text, Convert.ToBase64String(Encoding.UTF8.GetBytes(text))]);

    private static IEnumerable<string> Leaves(YamlNode node, SensitivePaths paths, ImmutableArray<PathStep> path) => node switch
    {
        YamlMap map => map.Entries.SelectMany(entry => Leaves(entry.Value, paths, path.Add(new PathStep.Key(entry.Key)))),
        YamlList list => list.Items.SelectMany((item, index) => Leaves(item, paths, path.Add(new PathStep.Index(index)))),
        YamlString { Value.Length: > 0 } text when paths.Contains(path.AsSpan()) => [text.Value],
        YamlNumber number when paths.Contains(path.AsSpan()) => [number.Text],
        _ => [],
    };
}
