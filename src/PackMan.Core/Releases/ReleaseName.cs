using System.Text.RegularExpressions;

namespace PackMan.Releases;

/// <summary>A release's name: a DNS-1123 subdomain of at most 53 characters (Helm's bound, so that suffixed object names fit 63).</summary>
public sealed partial record ReleaseName
{
    private const int MaxLength = 53;

    private ReleaseName(string text) => Text = text;

    public string Text { get; }

    /// <exception cref="ReleaseNameException">The text is no valid name.</exception>
    public static ReleaseName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            throw new ReleaseNameException(text, $"it has {text.Length} characters, and {MaxLength} is the limit");
        }

        return Pattern().IsMatch(text)
            ? new ReleaseName(text)
            : throw new ReleaseNameException(text, "it may hold only lower-case letters, digits, `-` and `.`, and starts and ends with a letter or digit");
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}

/// <summary>A release name that breaks the rules of names.</summary>
public sealed class ReleaseNameException(string name, string reason)
    : PackManException($"`{name}` cannot be a release name: {reason}")
{
    public override string Hint => "Choose a name such as `web` or `web-staging`";
}
