using PackMan.Yaml;

namespace PackMan.Templating.Scope;

/// <summary>The result of `raw`: text that counts as template text.</summary>
internal sealed record RawText(string Text)
{
    public override string ToString() => Text;
}

/// <summary>The result of `quote` and `squote`: a string that is to stand in quotes.</summary>
internal sealed record QuotedText(string Content, char Quote)
{
    public override string ToString() => Quote == '"' ? ScalarText.DoubleQuote(Content) : ScalarText.SingleQuote(Content);
}
