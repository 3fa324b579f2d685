using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>
/// A flag of Helm's that PackMan knows and does not have. It is parsed, so that the error names it with the reason and
/// what to use instead, and is left out of help and completion.
/// </summary>
internal sealed class RefusedFlag : Option<string[]>
{
    /// <param name="reason">Why it is refused, to stand after `… is refused: `.</param>
    /// <param name="instead">What to do instead.</param>
    public RefusedFlag(string name, string reason, string? instead = null)
        : base(name)
    {
        Hidden = true;
        Reason = reason;
        Instead = instead;
        // With or without a value: nothing after it is looked at anyway.
        Arity = ArgumentArity.ZeroOrMore;
    }

    public string Reason { get; }

    public string? Instead { get; }
}
