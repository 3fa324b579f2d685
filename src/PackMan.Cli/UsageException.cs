namespace PackMan.Cli;

/// <summary>The command line itself is wrong: nothing was done.</summary>
internal sealed class UsageException(string message, string? hint = null) : PackManException(message)
{
    public override string? Hint => hint;
}
