using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>Decides how scalars are written: plain, quoted, as keys, as parts of other text.</summary>
internal static class ScalarWriter
{
    /// <summary>A value as part of a plain scalar.</summary>
    /// <exception cref="TemplateException">The value is a map or list.</exception>
    public static string PartText(Piece item) => item switch
    {
        ValuePiece { Value: YamlMap or YamlList } value => throw OutputErrors.PartOfText(value.Value, item.Place),
        YamlTextPiece text => throw OutputErrors.SeveralLines(text.Text, item.Place),
        _ => ScalarText(item),
    };

    /// <summary>A scalar's characters; quotes included where the author asked for them.</summary>
    public static string ScalarText(Piece item) => item switch
    {
        QuotedPiece quoted => Guarded(quoted.Place, () => quoted.Written),
        ValuePiece value => Guarded(value.Place, () => PlainText.OfScalar(value.Value)),
        YamlTextPiece text => PlainText.Of(text.Text),
        _ => "",
    };

    /// <summary>A value as errors show it.</summary>
    public static string ShownText(Piece item) => item is ValuePiece { Value: YamlMap or YamlList } or YamlTextPiece ? "…" : ScalarText(item);

    /// <summary>A scalar value that is a whole value, on one line.</summary>
    public static string Whole(Piece item, bool inFlow) => Guarded(item.Place, () => item switch
    {
        QuotedPiece quoted => quoted.Written,
        ValuePiece { Value: YamlMap or YamlList } value => YamlWriter.WriteFlow(value.Value),
        ValuePiece value => YamlWriter.Scalar(value.Value, inFlow),
        _ => throw OutputErrors.BlockInFlow(item.Place),
    });

    /// <summary>Joined parts: always a string.</summary>
    public static string Joined(ScalarParts parts, bool inFlow) =>
        Guarded(parts.FirstItem.Place, () => Yaml.ScalarText.PlainOrQuoted(parts.Folded(), inFlow));

    /// <summary>A key as written, and as a reader reads it.</summary>
    public static (string Written, string Read) Key(ScalarParts parts, bool inFlow)
    {
        if (!parts.HasItems)
        {
            var text = parts.Folded();

            // YamlDotNet takes such a colon for that of a quoted scalar on the line before, and values may be quoted.
            return (text.StartsWith(':') ? Yaml.ScalarText.Quote(text) : text, text);
        }

        var (written, read) = parts.Whole() switch
        {
            ValuePiece { Value: YamlMap or YamlList or YamlNull } value => throw OutputErrors.AsKey(value.Value, value.Place),
            ValuePiece { Value: YamlNumber or YamlBoolean } value => Guarded(value.Place, () => Quoted(YamlWriter.Scalar(value.Value))),
            QuotedPiece quoted => (ScalarText(quoted), quoted.Content),
            YamlTextPiece text => throw OutputErrors.SeveralLines(text.Text, text.Place),
            _ => (Guarded(parts.FirstItem.Place, () => Yaml.ScalarText.Key(parts.Folded(), inFlow)), parts.Folded()),
        };
        return written.Length <= Yaml.ScalarText.MaxKeyLength ? (written, read) : throw OutputErrors.KeyTooLong(parts.FirstItem.Place);
    }

    /// <summary>Runs a decision and gives an impossible value its place in the template.</summary>
    public static T Guarded<T>(Place place, Func<T> decide)
    {
        try
        {
            return decide();
        }
        catch (YamlException error)
        {
            throw OutputErrors.Impossible(error, place);
        }
    }

    private static (string Written, string Read) Quoted(string text) => (Yaml.ScalarText.DoubleQuote(text), text);
}
