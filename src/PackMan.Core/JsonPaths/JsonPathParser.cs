using System.Collections.Immutable;
using System.Globalization;
using PackMan.Yaml;

namespace PackMan.JsonPaths;

/// <summary>Reads a JSONPath template from left to right.</summary>
internal sealed class JsonPathParser(JsonPathScanner scan)
{
    private const int MaxDepth = 16;
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    /// <exception cref="JsonPathException">The text is no template.</exception>
    public ImmutableArray<JsonPathPart> ReadTemplate()
    {
        var parts = ReadParts(depth: 0);
        return scan.IsAtEnd ? parts : throw scan.Fault("has an `{end}` without a `{range}`");
    }

    private ImmutableArray<JsonPathPart> ReadParts(int depth)
    {
        var parts = ImmutableArray.CreateBuilder<JsonPathPart>();
        while (!scan.IsAtEnd && !scan.StartsWith("{end}"))
        {
            if (scan.Take("{"))
            {
                ReadAction(parts, depth);
            }
            else
            {
                parts.Add(new JsonPathPart.Text(scan.TakeWhile(character => character != '{')));
            }
        }

        return parts.ToImmutable();
    }

    // Several things may stand in one pair of braces: `{.name "\t" .port}`.
    private void ReadAction(ImmutableArray<JsonPathPart>.Builder parts, int depth)
    {
        scan.SkipBlanks();
        if (scan.Take("range ") || scan.Take("range\t"))
        {
            parts.Add(ReadRange(depth));
            return;
        }

        while (!scan.Take("}"))
        {
            if (scan.IsAtEnd)
            {
                throw scan.Fault("has a `{` that is never closed");
            }

            parts.Add(scan.Peek is '"' or '\'' ? new JsonPathPart.Text(scan.TakeQuoted()) : new JsonPathPart.Print(ReadQuery()));
            scan.SkipBlanks();
        }
    }

    private JsonPathPart.Range ReadRange(int depth)
    {
        if (depth == MaxDepth)
        {
            throw scan.Fault($"nests more than {MaxDepth} ranges");
        }

        scan.SkipBlanks();
        var query = ReadQuery();
        scan.SkipBlanks();
        scan.Require("}");
        var body = ReadParts(depth + 1);
        return scan.Take("{end}") ? new JsonPathPart.Range(query, body) : throw scan.Fault("has a `{range}` without an `{end}`");
    }

    private JsonPathQuery ReadQuery()
    {
        var start = scan.At;
        var startsAtRoot = scan.Take("$");
        _ = startsAtRoot || scan.Take("@");
        var steps = ImmutableArray.CreateBuilder<JsonPathStep>();
        while (scan.Peek is '.' or '[')
        {
            if (scan.Take("["))
            {
                steps.Add(ReadBracket());
                continue;
            }

            if (scan.Take(".."))
            {
                steps.Add(new JsonPathStep.Descendants());
            }
            else
            {
                scan.Require(".");
            }

            ReadField(steps);
        }

        return scan.At > start ? new JsonPathQuery(scan.Since(start), startsAtRoot, steps.ToImmutable()) : throw scan.Fault($"is not understood from `{scan.Rest}` on");
    }

    // Nothing behind a dot is the node itself: `{.}`, `{.[0]}`.
    private void ReadField(ImmutableArray<JsonPathStep>.Builder steps)
    {
        if (scan.Take("*"))
        {
            steps.Add(new JsonPathStep.All());
        }
        else if (scan.TakeName() is { Length: > 0 } name)
        {
            steps.Add(new JsonPathStep.Fields([name]));
        }
    }

    private JsonPathStep ReadBracket()
    {
        scan.SkipBlanks();
        if (scan.Take("?("))
        {
            return ReadFilter();
        }

        JsonPathStep step = scan.Peek switch
        {
            '\'' or '"' => new JsonPathStep.Fields(ReadNames()),
            _ when scan.Take("*") => new JsonPathStep.All(),
            _ => ReadNumbers(scan.TakeWhile(character => character != ']')),
        };
        scan.SkipBlanks();
        scan.Require("]");
        return step;
    }

    private ImmutableArray<string> ReadNames()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            scan.SkipBlanks();
            names.Add(scan.Peek is '\'' or '"' ? scan.TakeQuoted() : throw scan.Fault("has a list in brackets in which not all names are in quotes"));
            scan.SkipBlanks();
        }
        while (scan.Take(","));
        return names.ToImmutable();
    }

    private JsonPathStep ReadNumbers(string inside)
    {
        var isSlice = inside.Contains(':', StringComparison.Ordinal);
        var numbers = inside.Split(isSlice ? ':' : ',', StringSplitOptions.TrimEntries).Select(part => part.Length == 0 && isSlice ? (int?)null : ReadNumber(part)).ToList();
        return (isSlice, numbers) switch
        {
            (false, _) => new JsonPathStep.Indexes([.. numbers.OfType<int>()]),
            (true, [var from, var to]) => new JsonPathStep.Slice(from, to, 1),
            (true, [var from, var to, null]) => new JsonPathStep.Slice(from, to, 1),
            (true, [var from, var to, > 0 and { } stride]) => new JsonPathStep.Slice(from, to, stride),
            _ => throw scan.Fault($"has `[{inside}]`, which is no slice such as `[0:3]`"),
        };
    }

    private int ReadNumber(string part) => int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw scan.Fault($"has `[{part}]`, which is no number, name in quotes, `*` or filter");

    private JsonPathStep.Filter ReadFilter()
    {
        var left = ReadOperand();
        var operation = Operators.FirstOrDefault(scan.Take);
        var right = operation is null ? null : ReadOperand();
        scan.Require(")");
        scan.Require("]");
        return new JsonPathStep.Filter(left, operation, right);
    }

    private JsonPathOperand ReadOperand()
    {
        scan.SkipBlanks();
        JsonPathOperand operand = scan.Peek switch
        {
            '\'' or '"' => new JsonPathOperand.Constant(new YamlString(scan.TakeQuoted())),
            '@' or '$' or '.' => new JsonPathOperand.OfTree(ReadQuery()),
            _ => new JsonPathOperand.Constant(ReadConstant()),
        };
        scan.SkipBlanks();
        return operand;
    }

    private YamlNode ReadConstant() => scan.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '+' or '.') switch
    {
        "true" => new YamlBoolean(true),
        "false" => new YamlBoolean(false),
        "null" => YamlNull.Instance,
        var number when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => new YamlNumber(number),
        var other => throw scan.Fault($"compares with `{other}`, which is no number, text in quotes or path"),
    };
}
