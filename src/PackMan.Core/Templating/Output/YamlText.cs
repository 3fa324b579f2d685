using System.Collections.Immutable;
using PackMan.Templating.Sources;
using PackMan.Templating.Tracing;

namespace PackMan.Templating.Output;

/// <summary>
/// What an include, a capture or a template function wrote: lines of pieces, kept undecided. Blank lines at both ends and the
/// common indentation are gone, because the place where it lands decides about both.
/// </summary>
internal sealed class YamlText
{
    private YamlText(ImmutableArray<ImmutableArray<Piece>> lines, bool startsOnNewLine)
    {
        Lines = lines;
        StartsOnNewLine = startsOnNewLine;
        Size = lines.Sum(line => 1 + line.Sum(PieceSize.Of));
        Depth = 1 + lines.SelectMany(line => line).OfType<YamlTextPiece>().Select(piece => piece.Text.Depth).DefaultIfEmpty(0).Max();
    }

    /// <summary>Lines without their ends.</summary>
    public ImmutableArray<ImmutableArray<Piece>> Lines { get; }

    /// <summary>Whether `nindent` was asked for a line end before the text; it separates a key from its value as a blank does.</summary>
    public bool StartsOnNewLine { get; }

    /// <summary>How many characters it stands for when it is written out.</summary>
    public long Size { get; }

    /// <summary>How many YAML texts it has inside one another, itself included.</summary>
    public int Depth { get; }

    public bool IsEmpty => Lines.IsEmpty;

    public static YamlText Of(IEnumerable<Piece> pieces)
    {
        var lines = PieceLines.Split(pieces);
        var first = lines.FindIndex(line => !IsBlank(line));
        if (first < 0)
        {
            return new YamlText([], startsOnNewLine: false);
        }

        var last = lines.FindLastIndex(line => !IsBlank(line));
        var indentation = lines.Skip(first).Take(last - first + 1).Where(line => !IsBlank(line)).Min(Indentation);
        return new YamlText([.. lines.Skip(first).Take(last - first + 1).Select(line => Outdent(line, indentation))], startsOnNewLine: false);
    }

    /// <summary>YAML that a function wrote; all its lines count, blank ones in block scalars too.</summary>
    public static YamlText OfGenerated(string text, Place place) =>
        new YamlText([.. PieceLines.Split([TextPiece.Made(text, place)]).Select(line => line.ToImmutableArray())], startsOnNewLine: false);

    public YamlText OnNewLine() => new(Lines, startsOnNewLine: true);

    /// <summary>The text with a history for what a function made of it, which did not know it.</summary>
    public YamlText WrittenBy(Writing? writing) => writing is null || Lines.All(line => line.All(piece => piece.Place.Writing is not null))
        ? this
        : new YamlText([.. Lines.Select(line => line.Select(piece => piece.Place.Writing is null ? piece with { Place = piece.Place with { Writing = writing } } : piece).ToImmutableArray())], StartsOnNewLine);

    private static bool IsBlank(List<Piece> line) => line.TrueForAll(piece => piece is TextPiece text && text.Span.Trim(" \t").IsEmpty);

    private static int Indentation(List<Piece> line)
    {
        var count = 0;
        foreach (var piece in line)
        {
            if (piece is not TextPiece text)
            {
                return count;
            }

            var blanks = text.Length - text.Span.TrimStart(' ').Length;
            count += blanks;
            if (blanks < text.Length)
            {
                return count;
            }
        }

        return count;
    }

    private static ImmutableArray<Piece> Outdent(List<Piece> line, int indentation)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>(line.Count);
        foreach (var piece in line)
        {
            if (indentation == 0 || piece is not TextPiece text)
            {
                pieces.Add(piece);
                continue;
            }

            var taken = Math.Min(indentation, text.Length);
            indentation -= taken;
            if (taken < text.Length)
            {
                pieces.Add(text.Slice(taken, text.Length - taken));
            }
        }

        return pieces.ToImmutable();
    }
}
