using System.Text;
using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <content>Values that are all of a node: scalars on their line, collections on the lines below.</content>
internal sealed partial class PieceWriter
{
    private const int MaxBlockOffset = 9;

    private void WriteScalar(HeldScalar held)
    {
        var parts = held.Parts;
        held.Line.Mark(parts.Writers);
        if (held.Level.ExpectsKey && ReadKey(parts) is { } key)
        {
            held.Level.AddKey(key, held.Start);
        }

        if (!parts.HasItems)
        {
            held.Level.Fill();
            WriteLines(held, parts.Lines());
            return;
        }

        var first = parts.FirstItem;
        if (held.IsAlone)
        {
            held.Level.FillByValue(first.Place, SlotState.AloneScalar, held.Place.Column, held.KindName);
        }
        else
        {
            held.Level.FillByValue(first.Place);
        }

        if (parts.Whole() is { } whole)
        {
            WriteWholeScalar(whole, held);
            return;
        }

        var joined = ScalarWriter.Joined(parts, inFlow: false);
        var folded = parts.HasBreaks ? parts.Folded() : "";
        if (parts.HasBreaks && joined == folded && !parts.HasValueBlankAtBreak() && !parts.HasMarkerLine())
        {
            WriteLines(held, parts.Lines());
            return;
        }

        output.Charge(first.Place, joined.Length);
        held.Line.Append(joined).Append(held.Comment).TrimEnd();
    }

    private void WriteLines(HeldScalar held, IEnumerable<(string? Indentation, string Text)> lines)
    {
        var line = held.Line;
        foreach (var (indentation, text) in lines)
        {
            if (indentation is not null)
            {
                line.TrimEnd();
                line = output.Add(held.Start);
                line.Append(text.Length > 0 ? indentation : "");
            }

            output.Charge(held.Start, text.Length);
            line.Append(text);
        }

        line.Append(held.Comment).TrimEnd();
    }

    private void WriteWholeScalar(Piece whole, HeldScalar held)
    {
        var (line, place) = (held.Line, held.Place);
        if (whole is ValuePiece { Value: YamlNull } && place.HasProperties)
        {
            line.TrimEnd();
            line.Append(held.Comment);
            return;
        }

        if (whole is ValuePiece { Value: YamlString text } && BlockHeader(text.Value, place) is { } header)
        {
            line.Append(header).Append(held.Comment);
            foreach (var content in ScalarText.BlockLines(text.Value))
            {
                output.Add(whole.Place, place.ContentColumn, content);
            }

            output.EndValue();
            return;
        }

        var written = ScalarWriter.Whole(whole, inFlow: false);
        output.Charge(whole.Place, written.Length);
        line.Append(written).Append(held.Comment);
    }

    /// <summary>The header of a literal block, where the text needs one and the place allows it.</summary>
    private static string? BlockHeader(string text, NodePlace place)
    {
        var offset = place.ContentColumn - place.ParentColumn;
        if (place.ParentColumn < 0 || offset < 1)
        {
            return null;
        }

        var header = ScalarText.BlockHeader(text, Math.Min(offset, MaxBlockOffset));
        var hasIndicator = header is { Length: > 1 } && char.IsAsciiDigit(header[1]);
        return hasIndicator && offset > MaxBlockOffset ? null : header;
    }

    /// <summary>A map, a list, or block YAML text as a whole value.</summary>
    private void WriteCollection(Piece whole, OutputLine line, string comment, NodePlace place)
    {
        var level = Top;
        if (whole is ValuePiece { Value: YamlMap { Count: 0 } or YamlList { Count: 0 } } empty)
        {
            line.Mark(line.Text.Length, whole.Place);
            line.Append(YamlWriter.WriteFlow(empty.Value)).Append(comment);
            level.FillByValue(whole.Place);
            return;
        }

        var isInPlace = place.Position == NodePosition.AfterDash && comment.Length == 0 && !place.HasProperties;
        if (!isInPlace)
        {
            line.TrimEnd();
            line.Append(comment);
        }

        var column = isInPlace ? place.Column : place.ContentColumn;
        if (whole is ValuePiece value)
        {
            WriteBlock(value.Value, column, isInPlace ? line : null, whole.Place);
            level.FillByValue(whole.Place);
            return;
        }

        _inPlace = isInPlace ? (line, place.Column) : null;
        var lines = ((YamlTextPiece)whole).Text.Lines.Select(pieces => LineCells.CellsOf(pieces));
        Replay(lines, isInPlace ? 0 : column, column, whole.Place, level);
    }

    /// <summary>A collection as block YAML, its first line behind what a line already holds.</summary>
    private void WriteBlock(YamlNode node, int column, OutputLine? first, Place place)
    {
        var scalars = place.Writing is null ? null : new List<(int Offset, YamlNode Node)>();
        var text = ScalarWriter.Guarded(place, () =>
        {
            var block = new StringBuilder();
            YamlWriter.Write(block, node, column, scalars is null ? null : scalar => scalars.Add((block.Length, scalar)));
            return block.ToString();
        });
        output.Charge(place, text.Length);
        var lines = text[..^1].Split('\n');
        var (offset, marked) = (0, 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = i == 0 && first is not null ? first.Append(lines[i].AsSpan(column)) : output.Add(place).Append(lines[i]);
            for (; marked < scalars?.Count && scalars[marked].Offset <= offset + lines[i].Length; marked++)
            {
                line.Mark(line.Text.Length - lines[i].Length + scalars[marked].Offset - offset, place with { Writing = place.Writing?.Of(scalars[marked].Node) });
            }

            offset += lines[i].Length + 1;
        }

        output.EndValue();
    }
}
