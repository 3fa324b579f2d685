namespace PackMan.Schemas;

/// <summary>A JSON Schema that is broken itself, or asks for something that is refused.</summary>
public sealed class SchemaException(string message, string? hint = null, Exception? innerException = null, CodeFrame? frame = null)
    : PackManException(message, innerException)
{
    public override string? Hint => hint;

    public override CodeFrame? Frame => frame;
}
