using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>A JSON Schema that is broken itself, or asks for something that is refused.</summary>
public sealed class SchemaException(string message, string? hint = null, Exception? innerException = null, CodeFrame? frame = null)
    : PackManException(message, innerException)
{
    private CodeFrame? _frame = frame;

    public override string? Hint => hint;

    public override CodeFrame? Frame => _frame;

    /// <summary>Points at the part of the schema that is at fault, unless something inside it has been pointed at.</summary>
    internal void PointAt(YamlNode schema) => _frame ??= schema.Origin is Origin.InFile place ? new CodeFrame(place.File, place.Line, place.Column) : null;

    /// <summary>Shows the line, for who has the text of the file that is pointed at.</summary>
    internal void Show(SchemaText text) => _frame = _frame is { LineText: null } place && place.File == text.Name ? place with { LineText = text.Line(place.Line) } : _frame;
}
