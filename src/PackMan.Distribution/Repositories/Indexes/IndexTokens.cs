namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>What an index is made of.</summary>
internal enum IndexToken
{
    MapStart,
    MapEnd,
    ListStart,
    ListEnd,

    /// <summary>A key or a scalar; null is an empty text too.</summary>
    Text,

    /// <summary>Nothing follows.</summary>
    End,
}

/// <summary>An index as a stream of tokens, so that nothing of it is held but what is kept.</summary>
internal abstract class IndexTokens : IDisposable
{
    // Nothing an index means lies deeper, and parsers get slow or worse in the depth.
    protected const int MaxDepth = 64;

    /// <summary>The most characters a key or scalar may have.</summary>
    public const int MaxText = 1024 * 1024;

    /// <summary>The scalar just read.</summary>
    public string Text { get; protected set; } = "";

    /// <summary>Where the reading is, from 1.</summary>
    public abstract long Line { get; }

    /// <exception cref="IndexSyntaxException">The text is broken, or has what no index needs.</exception>
    public abstract IndexToken Read();

    /// <summary>Passes over the value that comes next.</summary>
    public virtual void SkipValue() => SkipRest(Read());

    /// <summary>Passes over the rest of a value whose first token was read.</summary>
    public void SkipRest(IndexToken first)
    {
        var depth = first is IndexToken.MapStart or IndexToken.ListStart ? 1 : 0;
        while (depth > 0)
        {
            depth += Read() switch
            {
                IndexToken.MapStart or IndexToken.ListStart => 1,
                IndexToken.MapEnd or IndexToken.ListEnd => -1,
                IndexToken.End => throw new IndexSyntaxException(Line, "it breaks off"),
                _ => 0,
            };
        }
    }

    /// <summary>The first token of the next item of a list; false at its end.</summary>
    public bool TryReadItem(out IndexToken token) => (token = Read()) switch
    {
        IndexToken.ListEnd => false,
        IndexToken.End => throw new IndexSyntaxException(Line, "it breaks off"),
        _ => true,
    };

    public abstract void Dispose();
}

/// <summary>A place where the text of an index is broken.</summary>
internal sealed class IndexSyntaxException(long line, string reason, Exception? innerException = null) : Exception($"line {line}: {reason}", innerException);
