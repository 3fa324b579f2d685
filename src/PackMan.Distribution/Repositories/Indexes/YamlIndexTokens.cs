using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>Any YAML at the level of its parser's events.</summary>
internal sealed class YamlIndexTokens : IndexTokens
{
    private readonly BoundedText _text;
    private readonly Parser _parser;
    private int _depth;
    private int _documents;

    public YamlIndexTokens(Stream content)
    {
        _text = new BoundedText(new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 64 * 1024));
        _parser = new Parser(new Scanner(_text, skipComments: true));
    }

    public override long Line => _parser.Current?.Start.Line ?? 1;

    public override IndexToken Read()
    {
        try
        {
            return ReadEvent();
        }
        catch (YamlException broken)
        {
            throw new IndexSyntaxException(broken.Start.Line, $"it is no YAML ({broken.Message.TrimEnd('.')})", broken);
        }
        // The parser's own state was broken by the text.
        catch (InvalidOperationException broken)
        {
            throw new IndexSyntaxException(Line, "it is no YAML", broken);
        }
    }

    public override void Dispose() => _text.Dispose();

    private IndexToken ReadEvent()
    {
        while (true)
        {
            _text.Forget();
            switch (_parser.MoveNext() ? _parser.Current : null)
            {
                case null or StreamEnd:
                    return IndexToken.End;
                case DocumentStart when ++_documents > 1:
                    throw new IndexSyntaxException(Line, "a second document begins");
                case StreamStart or DocumentStart or DocumentEnd:
                    continue;
                case Scalar scalar:
                    Text = IsNull(scalar) ? "" : scalar.Value;
                    return IndexToken.Text;
                case MappingStart:
                    return Enter(IndexToken.MapStart);
                case SequenceStart:
                    return Enter(IndexToken.ListStart);
                case MappingEnd:
                    _depth--;
                    return IndexToken.MapEnd;
                case SequenceEnd:
                    _depth--;
                    return IndexToken.ListEnd;
                case var other:
                    throw new IndexSyntaxException(Line, other is AnchorAlias ? "it has an alias, and indexes have none" : "it has something no index has");
            }
        }
    }

    private IndexToken Enter(IndexToken token) => ++_depth <= MaxDepth ? token : throw new IndexSyntaxException(Line, $"it nests deeper than {MaxDepth}");

    private static bool IsNull(Scalar scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is "null" or "~" or "Null" or "NULL";

    /// <summary>Text of which the parser may hold only so much at once.</summary>
    private sealed class BoundedText(StreamReader inner) : TextReader
    {
        private int _held;

        public void Forget() => _held = 0;

        public override int Read() => Count(inner.Read(), 1);

        public override int Peek() => inner.Peek();

        public override int Read(char[] buffer, int index, int count)
        {
            var read = inner.Read(buffer, index, count);
            return Count(read, read);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Count(int result, int characters)
        {
            _held += Math.Max(0, characters);
            return _held <= MaxText ? result : throw new IndexSyntaxException(0, $"a text in it has more than {MaxText >> 20} MiB");
        }
    }
}
