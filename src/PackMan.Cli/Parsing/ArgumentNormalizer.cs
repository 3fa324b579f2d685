namespace PackMan.Cli.Parsing;

/// <summary>
/// Makes Go's flag syntax explicit for the parser: a flag whose value is optional takes it only after `=`, and `--flag=`
/// is an empty value.
/// </summary>
internal static class ArgumentNormalizer
{
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> bareFlags)
    {
        var normalized = new List<string>(arguments.Count);
        var isAfterDashes = false;
        foreach (var argument in arguments)
        {
            isAfterDashes |= argument == "--";
            if (isAfterDashes || !argument.StartsWith("--", StringComparison.Ordinal))
            {
                normalized.Add(argument);
            }
            else if (bareFlags.TryGetValue(argument, out var whenBare))
            {
                normalized.AddRange([argument, whenBare]);
            }
            else if (argument.Length > 3 && argument.IndexOf('=', StringComparison.Ordinal) == argument.Length - 1)
            {
                normalized.AddRange([argument[..^1], ""]);
            }
            else
            {
                normalized.Add(argument);
            }
        }

        return normalized;
    }
}
