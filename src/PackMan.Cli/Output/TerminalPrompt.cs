using System.Text;

namespace PackMan.Cli.Output;

/// <summary>Asks at the terminal, key by key, so that what is secret never shows.</summary>
/// <param name="error">Where the question goes.</param>
/// <param name="readKey">Waits for a key without showing it.</param>
internal sealed class TerminalPrompt(TextWriter error, Func<ConsoleKeyInfo> readKey)
{
    /// <summary>What was typed before Enter; empty when the input ended.</summary>
    public async Task<string> AskAsync(string question, bool isSecret, CancellationToken cancellationToken)
    {
        error.Write(question);
        try
        {
            // Nothing can wake the thread that waits for a key; a signal ends the wait for it, and the process soon after.
            return await Task.Run(() => ReadLine(isSecret), cancellationToken).WaitAsync(cancellationToken);
        }
        finally
        {
            error.WriteLine();
        }
    }

    private string ReadLine(bool isSecret)
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = readKey();
            switch (key)
            {
                case { Key: ConsoleKey.Enter } or { KeyChar: '\n' or '\r' } or { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } or { KeyChar: '\u0004' }:
                    return line.ToString();
                case { Key: ConsoleKey.Backspace }:
                    Erase(line, isSecret);
                    break;
                case { KeyChar: var character } when !char.IsControl(character):
                    line.Append(character);
                    error.Write(isSecret ? "" : $"{character}");
                    break;
            }
        }
    }

    private void Erase(StringBuilder line, bool isSecret)
    {
        if (line.Length > 0)
        {
            line.Length--;
            error.Write(isSecret ? "" : "\b \b");
        }
    }
}
