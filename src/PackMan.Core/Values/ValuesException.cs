namespace PackMan.Values;

/// <summary>Values that a user supplied cannot be read, or do not fit each other.</summary>
public sealed class ValuesException(string message, string? hint = null, Exception? innerException = null) : PackManException(message, innerException)
{
    public override string? Hint => hint;
}
