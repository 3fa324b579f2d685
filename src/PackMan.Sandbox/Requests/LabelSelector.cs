using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>A label selector, from a query (`app=web,tier in (a,b),!old`) or from an object's `matchLabels` and `matchExpressions`.</summary>
internal sealed class LabelSelector
{
    private readonly List<Func<YamlMap, bool>> _requirements = [];

    private LabelSelector()
    {
    }

    public bool IsEmpty => _requirements.Count == 0;

    public static LabelSelector Parse(string text)
    {
        var selector = new LabelSelector();
        foreach (var term in Split(text))
        {
            selector._requirements.Add(ParseTerm(term.Trim(), text));
        }

        return selector;
    }

    /// <summary>A `LabelSelector` object; a plain map of labels works too.</summary>
    public static LabelSelector Of(YamlNode? node)
    {
        var selector = new LabelSelector();
        var isPlain = node is YamlMap map && !map.ContainsKey("matchLabels") && !map.ContainsKey("matchExpressions");
        foreach (var (key, value) in ((isPlain ? node : node?.Find("matchLabels")) as YamlMap)?.Entries ?? [])
        {
            selector._requirements.Add(labels => labels.FindString(key) == (value as YamlString)?.Value);
        }

        foreach (var expression in (node?.Find("matchExpressions") as YamlList ?? YamlList.Empty).Items)
        {
            var values = (expression.Find("values") as YamlList ?? YamlList.Empty).Items.OfType<YamlString>().Select(item => item.Value).ToHashSet();
            selector._requirements.Add(Requirement(expression.FindString("key") ?? "", expression.FindString("operator") ?? "", values));
        }

        return selector;
    }

    public bool Matches(YamlMap value)
    {
        var labels = value.Find("metadata", "labels") as YamlMap ?? YamlMap.Empty;
        return _requirements.All(requirement => requirement(labels));
    }

    private static Func<YamlMap, bool> Requirement(string key, string operation, HashSet<string> values) => operation switch
    {
        "In" => labels => labels.FindString(key) is { } value && values.Contains(value),
        "NotIn" => labels => labels.FindString(key) is not { } value || !values.Contains(value),
        "Exists" => labels => labels.ContainsKey(key),
        _ => labels => !labels.ContainsKey(key),
    };

    private static Func<YamlMap, bool> ParseTerm(string term, string whole)
    {
        if (SetTerm(term) is var (setKey, operation, values))
        {
            return Requirement(CheckKey(setKey, whole), operation, values);
        }

        foreach (var (mark, isEqual) in new[] { ("!=", false), ("==", true), ("=", true) })
        {
            var at = term.IndexOf(mark, StringComparison.Ordinal);
            if (at > 0)
            {
                var value = term[(at + mark.Length)..].Trim();
                return Requirement(CheckKey(term[..at].Trim(), whole), isEqual ? "In" : "NotIn", [value]);
            }
        }

        return term.StartsWith('!') ? Requirement(CheckKey(term[1..].Trim(), whole), "DoesNotExist", []) : Requirement(CheckKey(term, whole), "Exists", []);
    }

    private static (string Key, string Operation, HashSet<string> Values)? SetTerm(string term)
    {
        foreach (var (word, operation) in new[] { (" notin ", "NotIn"), (" in ", "In") })
        {
            var open = term.IndexOf('(', StringComparison.Ordinal);
            var at = term.Replace("(", " (", StringComparison.Ordinal).IndexOf(word, StringComparison.Ordinal);
            if (open > 0 && at > 0 && term.EndsWith(')'))
            {
                return (term[..at].Trim(), operation, [.. term[(open + 1)..^1].Split(',').Select(value => value.Trim())]);
            }
        }

        return null;
    }

    private static string CheckKey(string key, string whole) =>
        key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/')
            ? key
            : throw StatusException.BadRequest($"unable to parse requirement: found '{key}', expected: identifier (in `{whole}`)");

    private static IEnumerable<string> Split(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (i > start)
                {
                    yield return text[start..i];
                }

                start = i + 1;
            }
            else
            {
                depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            }
        }
    }
}
