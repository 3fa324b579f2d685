namespace PackMan.Cli.Output;

/// <summary>What a command has to say cannot be written.</summary>
internal sealed class OutputException(string stream, Exception exception)
    : PackManException($"Cannot write to {stream}: {(exception.InnerException ?? exception).Message}", exception)
{
    public override string Hint => "See whether it is closed or its disk is full; what the command did before stays done";
}
