namespace PackMan.Explaining;

/// <summary>What is to be explained does not exist.</summary>
public sealed class ExplainException(string message, string? hint) : PackManException(message)
{
    public override string? Hint => hint;
}
