using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PackMan.Cli.Output;

/// <summary>A label selector (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).</summary>
internal sealed partial class LabelQuery
{
    private readonly ImmutableArray<Func<IReadOnlyDictionary<string, string>, bool>> _requirements;

    private LabelQuery(ImmutableArray<Func<IReadOnlyDictionary<string, string>, bool>> requirements) => _requirements = requirements;

    /// <exception cref="UsageException">The text is no label selector.</exception>
    public static LabelQuery Parse(string text) =>
        new([.. Commas().Split(text).Where(part => part.Trim().Length > 0).Select(ParseRequirement)]);

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.All(requirement => requirement(labels));

    private static Func<IReadOnlyDictionary<string, string>, bool> ParseRequirement(string text)
    {
        var match = Requirement().Match(text.Trim());
        if (!match.Success)
        {
            throw new UsageException($"`{text.Trim()}` is no label query", "Write `key=value`, `key!=value`, `key in (a,b)`, `key notin (a,b)`, `key` or `!key`");
        }

        var key = match.Groups["key"].Value;
        var values = match.Groups["values"].Value.Split(',').Select(value => value.Trim()).ToHashSet(StringComparer.Ordinal);
        return match.Groups["operator"].Value switch
        {
            "=" or "==" or "in" => labels => labels.TryGetValue(key, out var value) && values.Contains(value),
            "!=" or "notin" => labels => !labels.TryGetValue(key, out var value) || !values.Contains(value),
            _ when match.Groups["not"].Success => labels => !labels.ContainsKey(key),
            _ => labels => labels.ContainsKey(key),
        };
    }

    // A comma inside the parentheses of `in (a,b)` does not end a requirement.
    [GeneratedRegex(@",(?![^()]*\))")]
    private static partial Regex Commas();

    [GeneratedRegex(@"^(?:(?<not>!)\s*(?<key>[\w./-]+)|(?<key>[\w./-]+)(?:\s*(?<operator>==|=|!=)\s*(?<values>[\w.-]*)|\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\))?)\z")]
    private static partial Regex Requirement();
}
