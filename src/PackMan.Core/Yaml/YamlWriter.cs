using System.Text;

namespace PackMan.Yaml;

/// <summary>
/// Writes trees as block YAML that every YAML 1.1 and 1.2 reader takes for the same tree: maps and lists indented by two under
/// their key, several lines as literal blocks, quotes exactly where they are needed.
/// </summary>
public static class YamlWriter
{
    private const int Step = 2;

    /// <summary>One document, ended by a line break, without a marker.</summary>
    /// <exception cref="YamlException">The tree holds something no YAML can express (a lone surrogate, an infinite number).</exception>
    public static string Write(YamlNode node)
    {
        var output = new StringBuilder();
        Write(output, node, 0);
        return output.ToString();
    }

    /// <summary>Appends a node as block YAML whose lines stand at a column; scalars are one line there.</summary>
    public static void Write(StringBuilder output, YamlNode node, int column) => Write(output, node, column, null);

    /// <param name="onScalar">Told of every scalar and empty collection right before it is written.</param>
    internal static void Write(StringBuilder output, YamlNode node, int column, Action<YamlNode>? onScalar)
    {
        output.Append(' ', IsOpenCollection(node) ? 0 : column);
        WriteInPlace(output, node, column, onScalar);
    }

    /// <summary>The node on one line: `{a: 1, b: [x]}`.</summary>
    public static string WriteFlow(YamlNode node)
    {
        var output = new StringBuilder();
        WriteFlow(output, node);
        return output.ToString();
    }

    /// <summary>A scalar other than a string of several lines, as it stands after `key: `.</summary>
    public static string Scalar(YamlNode node, bool inFlow = false) => node switch
    {
        YamlString text => ScalarText.PlainOrQuoted(text.Value, inFlow),
        YamlNumber number => ScalarText.NumberText(number),
        YamlBoolean boolean => boolean.Value ? "true" : "false",
        _ => "null",
    };

    /// <summary>Writes a node whose first line has its indentation already, when it is a collection that needs none.</summary>
    private static void WriteInPlace(StringBuilder output, YamlNode node, int column, Action<YamlNode>? onScalar)
    {
        switch (node)
        {
            case YamlMap { Count: > 0 } map:
                WriteEntries(output, map, column, isFirstIndented: false, onScalar);
                break;
            case YamlList { Count: > 0 } list:
                WriteItems(output, list, column, isFirstIndented: false, onScalar);
                break;
            default:
                onScalar?.Invoke(node);
                output.Append(OneLine(node)).Append('\n');
                break;
        }
    }

    private static void WriteEntries(StringBuilder output, YamlMap map, int column, bool isFirstIndented, Action<YamlNode>? onScalar)
    {
        foreach (var (key, value) in map.Entries)
        {
            output.Append(' ', isFirstIndented ? 0 : column);
            isFirstIndented = false;
            output.Append(ScalarText.Key(key)).Append(':');
            if (IsOpenCollection(value))
            {
                output.Append('\n');
                WriteInPlace(output, value, column + Step, onScalar);
            }
            else
            {
                output.Append(' ');
                WriteScalar(output, value, column, onScalar);
            }
        }
    }

    private static void WriteItems(StringBuilder output, YamlList list, int column, bool isFirstIndented, Action<YamlNode>? onScalar)
    {
        foreach (var item in list.Items)
        {
            output.Append(' ', isFirstIndented ? 0 : column).Append("- ");
            isFirstIndented = false;
            switch (item)
            {
                case YamlMap { Count: > 0 } map:
                    WriteEntries(output, map, column + Step, isFirstIndented: true, onScalar);
                    break;
                case YamlList { Count: > 0 } inner:
                    WriteItems(output, inner, column + Step, isFirstIndented: true, onScalar);
                    break;
                default:
                    WriteScalar(output, item, column, onScalar);
                    break;
            }
        }
    }

    /// <param name="column">The column of the collection that holds the scalar.</param>
    private static void WriteScalar(StringBuilder output, YamlNode node, int column, Action<YamlNode>? onScalar)
    {
        onScalar?.Invoke(node);
        if (node is not YamlString text || ScalarText.BlockHeader(text.Value, Step) is not { } header)
        {
            output.Append(OneLine(node)).Append('\n');
            return;
        }

        output.Append(header).Append('\n');
        foreach (var line in ScalarText.BlockLines(text.Value))
        {
            output.Append(' ', line.Length == 0 ? 0 : column + Step).Append(line).Append('\n');
        }
    }

    private static void WriteFlow(StringBuilder output, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                output.Append('{');
                for (var i = 0; i < map.Count; i++)
                {
                    output.Append(i == 0 ? "" : ", ").Append(ScalarText.Key(map.Entries[i].Key, inFlow: true)).Append(": ");
                    WriteFlow(output, map.Entries[i].Value);
                }

                output.Append('}');
                break;
            case YamlList list:
                output.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    output.Append(i == 0 ? "" : ", ");
                    WriteFlow(output, list[i]);
                }

                output.Append(']');
                break;
            default:
                output.Append(Scalar(node, inFlow: true));
                break;
        }
    }

    private static string OneLine(YamlNode node) => node switch
    {
        YamlMap => "{}",
        YamlList => "[]",
        _ => Scalar(node),
    };

    private static bool IsOpenCollection(YamlNode node) => node is YamlMap { Count: > 0 } or YamlList { Count: > 0 };
}
