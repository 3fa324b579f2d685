using System.Collections.Immutable;
using PackMan.Cli.Commands;
using PackMan.Cli.Options;
using PackMan.Explaining;
using PackMan.Templating.Tracing;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>Prints what `explain` found, for a person or as data.</summary>
internal sealed class ExplainPrinter(CommandContext context, OutputFormat format)
{
    private const int MaxCell = 48;

    private readonly Palette _palette = context.Palette;

    /// <summary>All objects of the chart.</summary>
    public void Print(ImmutableArray<ExplainedObject> objects) => context.Print(format, YamlList.Of(objects.Select(ExplainModel.Of)), output =>
    {
        var table = new Table("OBJECT", "TEMPLATE");
        foreach (var item in objects)
        {
            table.Add(item.Name, item.Place.ToString());
        }

        table.Write(output);
    });

    /// <summary>An object with all its fields.</summary>
    public void PrintFields(ExplainedObject target) => context.Print(format, ExplainModel.Of(target), output =>
    {
        output.Write($"{_palette.Bold(SafeText.Of(target.Name))}\n");
        WriteTable(output, target.Fields);
    });

    /// <summary>One field, and what it holds.</summary>
    public void PrintField(ExplainedObject target) => context.Print(format, ExplainModel.OfField(target), output =>
    {
        var field = target.Fields[0];
        output.Write($"{_palette.Bold(SafeText.Of($"{target.Name} {field.Path}"))}{(field.IsCollection ? "" : $": {SafeText.Of(ExplainedValue.Shown(field.Value))}")}\n");
        WriteFrame(output, field.Frame);
        WriteValues(output, field.IsText && field.Values.IsEmpty ? "The template's own text" : "Made of", field.Values, isAlways: !field.IsCollection);
        WriteValues(output, "Also read", field.Considered);
        WriteDecisions(output, field.Decisions);
        if (target.Fields.Length > 1)
        {
            output.Write("\n");
            WriteTable(output, target.Fields[1..]);
        }
    });

    /// <summary>What a value is used for.</summary>
    public void Print(ValueUsage usage) => context.Print(format, ExplainModel.Of(usage), output =>
    {
        WriteLines(output, usage.Value?.Lines() ?? [$"{usage.Path}: named by templates, set by nothing"], "");
        output.Write(usage.ReadAt.IsEmpty ? "\nNo template reads it\n" : "\nRead at\n");
        foreach (var frame in usage.ReadAt)
        {
            output.Write($"  {SafeText.Of(frame.ToString())}{(frame.LineText is { } line ? $"  {_palette.Dim(SafeText.Of(line.Trim()))}" : "")}\n");
        }

        WriteUses(output, "Ends in", usage.EndsIn);
        WriteUses(output, "Decides about", usage.DecidesAbout);
        if (!usage.ReadAt.IsEmpty && usage.EndsIn.IsEmpty && usage.DecidesAbout.IsEmpty)
        {
            output.Write("\nNothing that is rendered with these values has it\n");
        }
    });

    private void WriteFrame(TextWriter output, CodeFrame? frame)
    {
        if (frame is not null)
        {
            new FrameText(output, _palette).Write(frame);
        }
    }

    private static void WriteTable(TextWriter output, IEnumerable<ExplainedField> fields)
    {
        var table = new Table("FIELD", "VALUE", "TEMPLATE", "VALUES");
        foreach (var field in fields)
        {
            table.Add(field.Path, Cell(field.Value), field.Frame?.ToString() ?? "", string.Join(", ", field.Values.Select(value => value.Name)));
        }

        table.Write(output);
    }

    private static string Cell(YamlNode value) => YamlWriter.WriteFlow(value) is var text && text.Length > MaxCell ? text[..MaxCell] + "…" : text;

    private static void WriteValues(TextWriter output, string title, ImmutableArray<ExplainedValue> values, bool isAlways = false)
    {
        if (!values.IsEmpty || isAlways)
        {
            output.Write($"\n{title}\n");
            WriteLines(output, values.SelectMany(value => value.Lines()), "  ");
        }
    }

    private static void WriteDecisions(TextWriter output, ImmutableArray<ExplainedDecision> decisions)
    {
        if (decisions.IsEmpty)
        {
            return;
        }

        output.Write("\nUnder\n");
        foreach (var decision in decisions)
        {
            output.Write($"  {Words(decision.Kind)} {SafeText.Of(TextOf(decision.Frame))} ({SafeText.Of(decision.Frame.ToString())})\n");
            WriteLines(output, decision.Values.SelectMany(value => value.Lines()), "    ");
        }
    }

    private static string Words(DecisionKind kind) => kind switch
    {
        DecisionKind.If => "if",
        DecisionKind.Else => "unless",
        _ => "for each of",
    };

    private static string TextOf(CodeFrame frame) => frame.LineText is { } line && frame.Column <= line.Length
        ? line.Substring(frame.Column - 1, Math.Min(frame.Length, line.Length - frame.Column + 1))
        : "…";

    private static void WriteUses(TextWriter output, string title, ImmutableArray<UsedField> uses)
    {
        if (uses.IsEmpty)
        {
            return;
        }

        output.Write($"\n{title}\n");
        var table = new Table("OBJECT", "FIELD", "TEMPLATE");
        foreach (var use in uses)
        {
            table.Add(use.Object, use.Field ?? "(all of it)", use.Frame.ToString());
        }

        table.Write(output);
    }

    private static void WriteLines(TextWriter output, IEnumerable<string> lines, string indent)
    {
        foreach (var line in lines)
        {
            output.Write($"{indent}{SafeText.Of(line)}\n");
        }
    }
}
