namespace PackMan.Templating.Output;

/// <summary>Writes a row of pieces as YAML, deciding for every value by the place where it lands.</summary>
internal static class YamlOutput
{
    /// <param name="limit">How many characters may be written.</param>
    /// <param name="checkTime">Called for every line; throws when there is no time left.</param>
    /// <exception cref="TemplateException">A value cannot stand where it lands.</exception>
    public static (string Text, SourceMap Lines) Write(IReadOnlyList<Piece> pieces, long limit, Action checkTime)
    {
        var output = new OutputLines(limit);
        var isClosed = new PieceWriter(output).Write(pieces, checkTime);
        return output.Finish(isClosed);
    }
}
