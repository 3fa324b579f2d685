using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>Port numbers and names.</summary>
internal static class Ports
{
    private const string Range = "must be between 1 and 65535, inclusive";

    public static IEnumerable<FieldError> RangeErrors(YamlNode? port, string field) =>
        port is YamlNumber { AsInt64: >= 1 and <= 65535 } ? [] : [FieldError.Invalid(field, port ?? new YamlNumber(0), Range)];

    /// <summary>A target is a number or a name.</summary>
    public static IEnumerable<FieldError> TargetErrors(YamlNode? target, string field) => target switch
    {
        YamlString name => NameErrors(name.Value).Select(error => FieldError.Invalid(field, name, error)),
        null => [],
        _ => RangeErrors(target, field),
    };

    public static IEnumerable<string> NameErrors(string name)
    {
        if (name.Length > 15)
        {
            yield return "must be no more than 15 characters";
        }

        if (!name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        }
        else if (!name.Any(char.IsAsciiLetterLower))
        {
            yield return "must contain at least one letter (a-z)";
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            yield return "must not contain consecutive hyphens";
        }

        if (name.StartsWith('-') || name.EndsWith('-'))
        {
            yield return "must not begin or end with a hyphen";
        }
    }
}
