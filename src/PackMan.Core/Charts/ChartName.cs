namespace PackMan.Charts;

/// <summary>The name of a new chart. It ends up in the names of objects, so it keeps their rules from the start.</summary>
public sealed record ChartName
{
    // Room for a release name in front within the 63 characters of a label value.
    private const int MaxNewLength = 50;

    // Helm's bound, below what file systems take.
    private const int MaxLength = 250;

    private ChartName(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="ChartNameException">The name could not serve in the names of objects.</exception>
    public static ChartName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > MaxNewLength)
        {
            throw new ChartNameException(text, $"it has {text.Length} characters, and 1 to {MaxNewLength} are allowed");
        }

        var isValid = char.IsAsciiLetterLower(text[0]) && text[^1] != '-'
            && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
        return isValid
            ? new ChartName(text)
            : throw new ChartNameException(text, "it may hold only lower-case letters, digits and `-`, starts with a letter and does not end with `-`");
    }

    /// <summary>Why a loaded chart cannot bear a name (Helm's wider rule); null when it can.</summary>
    internal static string? FindFault(string name)
    {
        if (name.Length > MaxLength)
        {
            return $"it is longer than {MaxLength} characters";
        }

        return name is not ("." or "..") && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')
            ? null
            : "it may hold only letters, digits, `-`, `_` and `.`";
    }

    public override string ToString() => Text;
}

/// <summary>A name that no new chart can have.</summary>
public sealed class ChartNameException(string name, string reason)
    : PackManException($"`{name}` cannot be a chart name: {reason}")
{
    public override string Hint => "Choose a name such as `web` or `order-service`";
}
