using System.Text.RegularExpressions;

namespace PackMan.Sandbox.Validation;

/// <summary>The grammars of names, and what the server says about a name that misses one (apimachinery's util/validation).</summary>
internal static partial class Names
{
    private const string Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Subdomain = Label + @"(\." + Label + ")*";
    private const string Dns1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string LabelName = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string LabelText = "(" + LabelName + ")?";
    private const string ConfigKey = "[-._a-zA-Z0-9]+";

    private static readonly string[] PathMarks = ["/", "%"];

    /// <summary>Names of most objects.</summary>
    public static IEnumerable<string> SubdomainErrors(string name) => Errors(
        name,
        253,
        SubdomainPattern(),
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        Subdomain,
        "example.com");

    /// <summary>Names of namespaces, containers, ports.</summary>
    public static IEnumerable<string> LabelErrors(string name)
    {
        if (!LabelPattern().IsMatch(name) && SubdomainPattern().IsMatch(name))
        {
            // A name that is a subdomain has only its dots against it.
            return name.Length > 63 ? ["must be no more than 63 bytes", "must not contain dots"] : ["must not contain dots"];
        }

        return Errors(
            name,
            63,
            LabelPattern(),
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
            Label,
            "my-name",
            "123-abc");
    }

    /// <summary>Names of services.</summary>
    public static IEnumerable<string> Dns1035Errors(string name) => Errors(
        name,
        63,
        Dns1035Pattern(),
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        Dns1035,
        "my-name",
        "abc-123");

    /// <summary>Names that only must fit into a URL path, as those of roles.</summary>
    public static IEnumerable<string> PathSegmentErrors(string name)
    {
        if (name is "." or "..")
        {
            return [$"may not be '{name}'"];
        }

        return [.. PathMarks.Where(part => name.Contains(part, StringComparison.Ordinal)).Select(part => $"may not contain '{part}'")];
    }

    /// <summary>Keys of labels and annotations.</summary>
    public static IEnumerable<string> QualifiedNameErrors(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            return ["a valid label key " + Describe("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", LabelName, ["MyName", "my.name", "123-abc"])
                + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var errors = new List<string>();
        if (parts.Length == 2)
        {
            errors.AddRange(parts[0].Length == 0 ? ["prefix part must be non-empty"] : SubdomainErrors(parts[0]).Select(error => "prefix part " + error));
        }

        var name = parts[^1];
        errors.AddRange(name.Length == 0
            ? ["name part must be non-empty"]
            : Errors(name, 63, LabelNamePattern(), "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", LabelName, "MyName", "my.name", "123-abc").Select(error => "name part " + error));
        return errors;
    }

    public static IEnumerable<string> LabelValueErrors(string value) => Errors(
        value,
        63,
        LabelTextPattern(),
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        LabelText,
        "MyValue",
        "my_value",
        "12345");

    /// <summary>Keys of ConfigMaps and Secrets.</summary>
    public static IEnumerable<string> ConfigKeyErrors(string key)
    {
        if (key is "." or "..")
        {
            return [$"must not be '{key}'"];
        }

        return Errors(key, 253, ConfigKeyPattern(), "a valid config key must consist of alphanumeric characters, '-', '_' or '.'", ConfigKey, "key.name", "KEY_NAME", "key-name");
    }

    private static List<string> Errors(string value, int longest, Regex pattern, string message, string grammar, params string[] examples)
    {
        var errors = new List<string>();
        if (value.Length > longest)
        {
            // Up to Kubernetes 1.33 the server counted in characters.
            errors.Add($"must be no more than {longest} bytes");
        }

        if (!pattern.IsMatch(value))
        {
            errors.Add(Describe(message, grammar, examples));
        }

        return errors;
    }

    private static string Describe(string message, string grammar, string[] examples)
    {
        // The odd comma before `or` is the server's.
        var quoted = string.Join(" or ", examples.Select(example => $"'{example}', "));
        return $"{message} (e.g. {quoted}regex used for validation is '{grammar}')";
    }

    [GeneratedRegex("^" + Subdomain + "$", RegexOptions.CultureInvariant)]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex("^" + Label + "$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelPattern();

    [GeneratedRegex("^" + Dns1035 + "$", RegexOptions.CultureInvariant)]
    private static partial Regex Dns1035Pattern();

    [GeneratedRegex("^" + LabelName + "$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelNamePattern();

    [GeneratedRegex("^" + LabelText + "$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelTextPattern();

    [GeneratedRegex("^" + ConfigKey + "$", RegexOptions.CultureInvariant)]
    private static partial Regex ConfigKeyPattern();
}
