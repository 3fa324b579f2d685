using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>A piece of rendered output before the writer has decided how it stands in the YAML.</summary>
internal abstract record Piece(Place Place);

/// <summary>Template text, or the result of `raw`: the only pieces that make structure.</summary>
/// <param name="IsSource">Whether each character has its own place in the template; text made by `raw` has one for all.</param>
internal sealed record TextPiece(string Text, int Start, int Length, Place Place, bool IsSource) : Piece(Place)
{
    /// <summary>Text that an expression made.</summary>
    public static TextPiece Made(string text, Place place) => new(text, 0, text.Length, place, IsSource: false);

    public ReadOnlySpan<char> Span => Text.AsSpan(Start, Length);

    public Place PlaceAt(int index) => IsSource ? Place with { Offset = Place.Offset + index } : Place;

    public TextPiece Slice(int start, int length) => this with { Start = Start + start, Length = length, Place = PlaceAt(start) };
}

/// <summary>The result of an expression.</summary>
internal sealed record ValuePiece(YamlNode Value, Place Place) : Piece(Place);

/// <summary>A string that the author asked to see in quotes.</summary>
internal sealed record QuotedPiece(string Content, char Quote, Place Place) : Piece(Place)
{
    /// <summary>The string with its quotes, as it stands inside other text.</summary>
    public string Written => Quote == '"' || !ScalarText.IsPrintable(Content) ? ScalarText.DoubleQuote(Content) : ScalarText.SingleQuote(Content);
}

/// <summary>Undecided YAML that is replayed where it lands.</summary>
internal sealed record YamlTextPiece(YamlText Text, Place Place) : Piece(Place);
