namespace PackMan;

/// <summary>An error a user can act on: one message that says what, where and why. Anything else that escapes is a bug.</summary>
public abstract class PackManException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The next step for the user, without a final full stop; null when there is none.</summary>
    public virtual string? Hint => null;

    /// <summary>The file that is at fault, with its place and code frame; null when no file is.</summary>
    public virtual CodeFrame? Frame => null;

    /// <summary>What belongs to the frame, a line each: the values that what stands there was made of, and where they were set.</summary>
    public IReadOnlyList<string> Notes { get; internal set; } = [];
}
