using System.Text;

namespace PackMan.Cli.Output;

/// <summary>Text from charts and servers made safe for a terminal: control characters could move the cursor or rename the window.</summary>
internal static class SafeText
{
    public static string Of(string text) => text.Any(IsUnsafe) ? Escape(text) : text;

    private static bool IsUnsafe(char character) => char.IsControl(character) && character is not ('\n' or '\t');

    private static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 8);
        foreach (var character in text.ReplaceLineEndings("\n"))
        {
            safe.Append(IsUnsafe(character) ? $"\\x{(int)character:x2}" : character.ToString());
        }

        return safe.ToString();
    }
}
