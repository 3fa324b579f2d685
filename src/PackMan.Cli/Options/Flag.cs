using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PackMan.Cli.Options;

/// <summary>Makes flags whose mistakes are told in our words. Names and aliases are given with their dashes.</summary>
internal static class Flag
{
    public static Option<bool> Switch(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description };

    public static Option<string?> Text(string name, string valueName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = valueName };

    /// <summary>A flag that may be repeated; a comma in a value means nothing.</summary>
    public static Option<string[]> Texts(string name, string valueName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = valueName, DefaultValueFactory = _ => [] };

    public static Option<int> Number(string name, int defaultValue, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Read(result, ParseCount, "a whole number from 0 on, such as `10`"),
    };

    public static Option<TimeSpan> Duration(string name, TimeSpan defaultValue, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Read(result, GoDuration.TryParse, "a duration with units, such as `30s`, `5m` or `1h30m`"),
    };

    public static Option<string> Choice(string name, string defaultValue, string[] choices, string description, params string[] aliases)
    {
        var option = new Option<string>(name, aliases)
        {
            Description = description,
            HelpName = string.Join('|', choices),
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result => ReadChoice(result, choices),
        };
        option.CompletionSources.Add(choices);
        return option;
    }

    /// <summary>The token of an option's argument; its mistakes become errors that name the flag as the user wrote it.</summary>
    public static string? ReadChoice(ArgumentResult result, string[] choices)
    {
        var text = result.Tokens[^1].Value;
        if (choices.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        result.AddError($"`{FlagName(result)}` takes {string.Join(", ", choices[..^1])} or {choices[^1]}, not `{text}`");
        return null;
    }

    private static T Read<T>(ArgumentResult result, Func<string, T?> parse, string expected)
        where T : struct
    {
        var text = result.Tokens[^1].Value;
        if (parse(text) is { } value)
        {
            return value;
        }

        result.AddError($"`{FlagName(result)}` takes {expected}, not `{text}`");
        return default;
    }

    private static string FlagName(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;

    private static int? ParseCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
