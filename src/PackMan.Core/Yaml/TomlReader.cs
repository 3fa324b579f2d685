using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace PackMan.Yaml;

/// <summary>Reads TOML 1.1 as a tree. Numbers keep their digits, and dates, of which YAML as Kubernetes reads it has none, are strings.</summary>
public sealed class TomlReader
{
    private readonly Table _root = new();
    private readonly int _maxDepth;

    private TomlReader(int maxDepth) => _maxDepth = maxDepth;

    /// <param name="maxDepth">How many levels of tables and lists are followed.</param>
    /// <exception cref="FormatException">The text is no TOML; the message tells the line and the reason.</exception>
    public static YamlMap Read(string text, int maxDepth)
    {
        ArgumentNullException.ThrowIfNull(text);
        var document = Parse(text);
        if (document.HasErrors)
        {
            var error = document.Diagnostics.First(message => message.Kind == DiagnosticMessageKind.Error);
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {error.Span.Start.Line + 1}: {error.Message.TrimEnd('.')}"));
        }

        var tree = new TomlReader(maxDepth);
        tree.Add(tree._root, document.KeyValues, 1);
        foreach (var table in document.Tables)
        {
            tree.Add(table);
        }

        return tree._root.ToMap();
    }

    private static DocumentSyntax Parse(string text)
    {
        try
        {
            return SyntaxParser.Parse(text, sourceName: null, validate: true);
        }
        catch (TomlException)
        {
            // All other faults are among the document's diagnostics.
            throw new FormatException("it nests too deep");
        }
    }

    private void Add(TableSyntaxBase section)
    {
        var path = Path(section.Name);
        var parent = Descend(_root, path.AsSpan(..^1), 1);
        var table = section is TableArraySyntax ? parent.AddToList(path[^1]) : parent.Below(path[^1]);
        Add(table, section.Items, path.Length + 1);
    }

    private void Add(Table table, IEnumerable<KeyValueSyntax> pairs, int depth)
    {
        foreach (var pair in pairs)
        {
            var path = Path(pair.Key);
            Descend(table, path.AsSpan(..^1), depth).Set(path[^1], Value(pair.Value, depth + path.Length));
        }
    }

    private Table Descend(Table table, ReadOnlySpan<string> path, int depth)
    {
        CheckDepth(depth + path.Length);
        foreach (var step in path)
        {
            table = table.Below(step);
        }

        return table;
    }

    private YamlNode Value(ValueSyntax? value, int depth)
    {
        CheckDepth(depth);
        return value switch
        {
            StringValueSyntax text => new YamlString(text.Value ?? ""),
            BooleanValueSyntax boolean => new YamlBoolean(boolean.Value),
            IntegerValueSyntax integer => new YamlNumber(integer.Value),
            FloatValueSyntax number => Number(number),
            DateTimeValueSyntax date => new YamlString(date.Token?.Text ?? ""),
            ArraySyntax array => YamlList.Of(array.Items.Select(item => Value(item.Value, depth + 1))),
            InlineTableSyntax inline => Inline(inline, depth),
            _ => YamlNull.Instance,
        };
    }

    private YamlMap Inline(InlineTableSyntax inline, int depth)
    {
        var table = new Table();
        Add(table, inline.Items.Select(item => item.KeyValue).OfType<KeyValueSyntax>(), depth + 1);
        return table.ToMap();
    }

    private static YamlNumber Number(FloatValueSyntax number) => new(number.Value switch
    {
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        double.NaN => ".nan",
        _ => number.Token?.Text?.Replace("_", "", StringComparison.Ordinal).TrimStart('+') ?? "0",
    });

    private static string[] Path(KeySyntax? key) => [Name(key?.Key), .. key?.DotKeys.Select(dotted => Name(dotted.Key)) ?? []];

    private static string Name(BareKeyOrStringValueSyntax? key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax text => text.Value ?? "",
        _ => "",
    };

    private void CheckDepth(int depth)
    {
        if (depth > _maxDepth)
        {
            throw new FormatException($"it nests deeper than {_maxDepth} levels");
        }
    }

    /// <summary>A table while further sections may still add to it.</summary>
    private sealed class Table
    {
        private readonly Dictionary<string, object> _entries = new(StringComparer.Ordinal);

        public void Set(string key, YamlNode value) => _entries[key] = value;

        /// <summary>The table below a key; of a list of tables the last one, which is what sections add to.</summary>
        public Table Below(string key)
        {
            if (!_entries.TryGetValue(key, out var found))
            {
                _entries[key] = found = new Table();
            }

            return found switch
            {
                Table table => table,
                List<Table> tables => tables[^1],
                _ => throw new FormatException($"`{key}` is a value and a table"),
            };
        }

        public Table AddToList(string key)
        {
            if (!_entries.TryGetValue(key, out var found))
            {
                _entries[key] = found = new List<Table>();
            }

            var tables = found as List<Table> ?? throw new FormatException($"`{key}` is a list of tables and something else");
            tables.Add(new Table());
            return tables[^1];
        }

        public YamlMap ToMap() => YamlMap.Of(_entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value))));

        private static YamlNode Node(object entry) => entry switch
        {
            Table table => table.ToMap(),
            List<Table> tables => YamlList.Of(tables.Select(table => table.ToMap())),
            _ => (YamlNode)entry,
        };
    }
}
