using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PackMan.Yaml;

/// <summary>
/// Pulls the parser's events one by one into trees. The parser's work grows with the square of the depth, so the limits are
/// checked on the way and end the reading early.
/// </summary>
internal sealed partial class YamlTreeBuilder(YamlSource source, YamlReaderLimits limits)
{
    private readonly Parser _parser = new(new Scanner(new StringReader(source.Text), skipComments: true));
    private readonly Dictionary<string, Anchored?> _anchors = new(StringComparer.Ordinal);
    private int _depth;
    private int _flowDepth;
    private int _deepest;
    private int _nodes;
    private long _characters;

    public ImmutableArray<YamlDocument> ReadAll()
    {
        if (source.Text.Length > limits.MaxCharacters)
        {
            throw source.Error($"`{source.FileName}` is larger than {limits.MaxCharacters >> 20} MiB, the most that is read as YAML", 1, 1);
        }

        source.RefuseUnreadableCharacters();
        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        Next<StreamStart>();
        while (Next() is DocumentStart start)
        {
            documents.Add(ReadDocument(start));
        }

        return documents.ToImmutable();
    }

    private YamlDocument ReadDocument(DocumentStart start)
    {
        _anchors.Clear();
        var first = Next();
        var root = ReadNode(first);
        var end = Next<DocumentEnd>();
        var startLine = start.IsImplicit ? first.Start.Line : start.Start.Line;
        var endLine = end.IsImplicit ? end.Start.Line - (end.Start.Column == 1 ? 1 : 0) : end.Start.Line;
        return new YamlDocument(root, (int)startLine, (int)Math.Max(startLine, endLine));
    }

    private YamlNode ReadNode(ParsingEvent current)
    {
        RefuseTabIndentation(current);
        if (current is AnchorAlias alias)
        {
            return Expand(alias);
        }

        Count(current.Start, 1, current is Scalar text ? text.Value.Length : 0);
        return current is NodeEvent { Anchor.IsEmpty: false } anchored ? ReadAnchored(anchored) : ReadContent(current);
    }

    private YamlNode ReadContent(ParsingEvent current) => current switch
    {
        Scalar scalar => ReadScalar(scalar),
        SequenceStart start => ReadList(start),
        MappingStart start => ReadMap(start),
        _ => throw source.Error("A value is expected here", current.Start),
    };

    private YamlList ReadList(SequenceStart start)
    {
        Enter(start.Start, start.Style == SequenceStyle.Flow);
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (Next() is var current and not SequenceEnd)
        {
            items.Add(ReadNode(current));
        }

        Leave(start.Style == SequenceStyle.Flow);
        return new YamlList(items.DrainToImmutable(), source.OriginAt(start.Start));
    }

    private YamlNode ReadScalar(Scalar scalar)
    {
        RefuseUnseenColon(scalar);
        var origin = source.OriginAt(scalar.Start);
        var node = scalar.Tag.IsEmpty
            ? scalar.IsPlainImplicit ? YamlScalarResolver.Resolve(scalar.Value, origin) : new YamlString(scalar.Value, origin)
            : ReadTagged(scalar, origin);
        return node is YamlNumber { IsFinite: false } number && !limits.AllowsNonFiniteNumbers
            ? throw source.Error($"`{number.Text}` is a number that Kubernetes cannot take", scalar.Start, "Quote it if text is meant")
            : node;
    }

    private YamlNode ReadTagged(Scalar scalar, Origin origin)
    {
        var tag = scalar.Tag.IsNonSpecific ? "!" : scalar.Tag.Value;
        var resolved = YamlScalarResolver.Resolve(scalar.Value, origin);
        return tag switch
        {
            "tag:yaml.org,2002:null" when resolved is YamlNull => resolved,
            "tag:yaml.org,2002:bool" when resolved is YamlBoolean => resolved,
            "tag:yaml.org,2002:float" when resolved is YamlNumber => resolved,
            "tag:yaml.org,2002:int" when resolved is YamlNumber number && !number.Json.AsSpan().ContainsAny(".eE") => resolved,
            "tag:yaml.org,2002:null" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:int" =>
                throw source.Error($"`{scalar.Value}` does not fit its tag `!!{tag[(tag.LastIndexOf(':') + 1)..]}`", scalar.Start),
            "tag:yaml.org,2002:binary" => throw source.Error(
                "`!!binary` is not supported, because Kubernetes takes text only", scalar.Start, "Drop the tag to keep the base64 text"),
            _ => new YamlString(scalar.Value, origin),
        };
    }

    /// <summary>The parser loses the colon behind ` *` in plain text and would hand out key and value as one string.</summary>
    private void RefuseUnseenColon(Scalar scalar)
    {
        var star = scalar.Style == ScalarStyle.Plain ? scalar.Value.IndexOf(" *", StringComparison.Ordinal) : -1;
        if (star >= 0 && (scalar.Value.EndsWith(':') || scalar.Value.AsSpan(star).Contains(": ", StringComparison.Ordinal)))
        {
            throw source.Error("A `: ` stands behind ` *` in plain text", scalar.Start, "Quote the key, or the text if the colon belongs to it");
        }
    }

    private void Enter(in Mark mark, bool isFlow)
    {
        _depth++;
        _flowDepth += isFlow ? 1 : 0;
        _deepest = Math.Max(_deepest, _depth);
        if (_depth > limits.MaxDepth)
        {
            throw source.Error($"Maps and lists are nested deeper than {limits.MaxDepth} levels", mark);
        }
    }

    private void Leave(bool isFlow)
    {
        _depth--;
        _flowDepth -= isFlow ? 1 : 0;
    }

    private void Count(in Mark mark, int nodes, long characters)
    {
        _nodes += nodes;
        _characters += characters;
        if (_nodes > limits.MaxNodes || _characters > limits.MaxCharacters)
        {
            throw source.Error(
                _nodes > limits.MaxNodes
                    ? $"The document has more than {limits.MaxNodes} nodes with its aliases expanded"
                    : $"The document has more than {limits.MaxCharacters} characters with its aliases expanded",
                mark);
        }
    }

    /// <summary>YAML forbids it and Kubernetes' parser refuses it; the parser underneath lets some of it through.</summary>
    private void RefuseTabIndentation(ParsingEvent current)
    {
        var prefix = _flowDepth > 0 ? [] : source.PrefixIfTabs(current.Start);
        var indents = current switch
        {
            _ when prefix.IsEmpty => false,
            MappingStart { Style: not MappingStyle.Flow } or SequenceStart { Style: not SequenceStyle.Flow } => prefix.Trim(" \t-?").IsEmpty,
            // Blanks before the tab have indented the line already.
            Scalar => prefix[0] == '\t' && prefix.Trim(" \t").IsEmpty,
            _ => false,
        };
        if (indents && prefix.Contains('\t'))
        {
            throw source.TabError((int)current.Start.Line);
        }
    }

    private T Next<T>()
        where T : ParsingEvent =>
        Next() is var current && current is T expected ? expected : throw source.Error("The document is over here, but more text follows", current.Start);

    private ParsingEvent Next()
    {
        try
        {
            _parser.MoveNext();
            return _parser.Current ?? throw source.Error("The text ends in the middle of a document", new Mark(source.Text.Length, 1, 1));
        }
        catch (YamlDotNet.Core.YamlException error)
        {
            throw YamlSyntaxErrors.Explain(error, source);
        }
        catch (InvalidOperationException error)
        {
            // YamlDotNet's scanner gives up like this on a plain key that follows an unclosed bracket (`b: [` and `c: d` below it).
            var place = _parser.Current?.End ?? new Mark(0, 1, 1);
            throw source.Error("The text after this fits no open bracket, list or map", place, "Look for a `[` or `{` that is not closed", error);
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException)
        {
            // Hostile tags and escapes trip the parser's own guards, which know no place: the last good one is near.
            throw source.Error("What follows cannot be read as YAML", _parser.Current?.End ?? new Mark(0, 1, 1), "Look for incomplete tags, anchors and escapes", error);
        }
    }
}
