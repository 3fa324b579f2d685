namespace PackMan.Yaml;

public static partial class ScalarText
{
    /// <summary>
    /// The number in the one notation that all readers agree on: digits as written, other bases as decimal, and an exponent
    /// with point and sign, because YAML 1.1 takes `1e3` for a string.
    /// </summary>
    /// <exception cref="YamlException">The number is infinite or not a number.</exception>
    public static string NumberText(YamlNumber number)
    {
        if (!number.IsFinite)
        {
            throw new YamlException($"`{number.Text}` is a number that Kubernetes cannot take");
        }

        var exponentAt = number.Json.AsSpan().IndexOfAny('e', 'E');
        if (exponentAt < 0)
        {
            return number.Json;
        }

        var mantissa = number.Json[..exponentAt];
        var exponent = number.Json[(exponentAt + 1)..];
        return (mantissa.Contains('.', StringComparison.Ordinal) ? mantissa : mantissa + ".0")
            + (exponent[0] is '+' or '-' ? "e" : "e+")
            + exponent;
    }
}
