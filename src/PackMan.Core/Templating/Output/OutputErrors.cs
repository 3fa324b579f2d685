using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>The words for values that cannot stand where they land: what, where, the value, where it comes from, and a way out.</summary>
internal static class OutputErrors
{
    private const int MaxShown = 60;

    public static TemplateException PartOfText(YamlNode value, Place place) =>
        Collection(value, place, "cannot be part of a text", "Give it a line or a key of its own, or write it with `to_json`");

    public static TemplateException InQuotes(YamlNode value, Place place) =>
        Collection(value, place, "cannot stand inside quotes", "Remove the quotes, or write it with `to_json`");

    public static TemplateException InBlockScalar(YamlNode value, Place place) =>
        Collection(value, place, "cannot stand inside a block scalar: use to_yaml", "Write `{{ … | to_yaml }}`");

    public static TemplateException InComment(YamlNode value, Place place) =>
        Collection(value, place, "cannot stand in a comment", "Name one of its members");

    public static TemplateException AsKey(YamlNode value, Place place) => value is YamlNull
        ? At("The key is missing: a key cannot be null", place, "Give it a value, or leave the line out with `if`")
        : Collection(value, place, "cannot be a key", "Name one of its members");

    public static TemplateException Among(string kindName, string collection, Place place) =>
        Fault($"a {kindName} cannot stand among the {collection}", place, "Give it a key or a `- ` of its own");

    public static TemplateException BlankAfter(string what, Place place) =>
        Fault($"put a blank after `{what}`", place, "Without it YAML sees one word; a `{{-` eats the blank before it");

    public static TemplateException ContinuesText(int line, string kindName, Place place) =>
        Fault($"a {kindName} here continues the text of line {line}, because it is indented deeper", place, "Indent it like the entries it belongs to");

    public static TemplateException AlreadyFilled(Level level, Place value, Place next) =>
        Fault($"{level.SlotName} already has its value, so nothing may stand deeper below it (line {next.Line})", value, "Put the value on a line of its own to merge it with the lines below");

    public static TemplateException NoCollection(string kindName, int column, IEnumerable<Level> levels, Place place)
    {
        var columns = string.Join(" and ", levels.Where(level => level.Column >= 0).Select(level => level.Column + 1).Distinct().Order());
        var open = columns.Length == 0 ? "" : $"; open ones stand at column {columns}";
        return Fault($"a {kindName} at column {column + 1} has no surrounding map or list{open}", place, "Indent it like the entries it belongs to");
    }

    public static TemplateException DuplicateKey(string key, Place first, Place place) =>
        Fault($"duplicate key `{Short(key)}` in one map, first at {first}", place, "Leave one of them out; packman does not silently take the last");

    public static TemplateException MissingKey(Place place) =>
        Fault("a key is missing before this `:`", place, "Quote the text if the colon belongs to it");

    public static TemplateException InName(Place place) =>
        Fault("an expression cannot be in the name of an anchor, alias or tag", place, "Quote the text: `host: \"*{{ … }}\"`");

    public static TemplateException InHeader(Place place) =>
        Fault("an expression cannot be in the header of a block scalar", place, "Quote the text if `|` or `>` is meant literally");

    /// <param name="label">What the scalar belongs to; null for a document.</param>
    public static TemplateException BlockIndentation(string? label, Place place) =>
        Fault($"the text of a block scalar is not indented: indent it{(label is null ? "" : $" deeper than `{label}`")}", place, "Move the expression to the right; further lines follow by themselves");

    public static TemplateException InEscape(Place place) =>
        Fault("a value cannot end an escape sequence that the text began with `\\`", place, "Write `\\\\` for a backslash");

    public static TemplateException QuotesNotIndented(Place place) =>
        Fault("the text in quotes goes on at a line that is not indented deeper than its key", place, "Indent it, or look for a missing closing quote above");

    public static TemplateException AfterQuote(Cell cell) =>
        Fault($"{(cell.IsItem ? "a value" : "text")} cannot stand behind a closing quote", cell.Place, "Move it inside the quotes");

    public static TemplateException AfterNode(Place place) =>
        Fault("a value cannot stand behind a bracket or an alias that ends its node", place, "Give it a line or a key of its own");

    public static TemplateException SeveralLines(YamlText text, Place place) =>
        Fault($"YAML text of several lines ({text.Lines.Length}) cannot be part of one", place, "Give it a line or a key of its own");

    public static TemplateException BlockInFlow(Place place) =>
        Fault("block YAML cannot stand between brackets", place, "Write it with `to_json`");

    public static TemplateException KeyTooLong(Place place) =>
        Fault($"the key is longer than {ScalarText.MaxKeyLength} characters, which YAML does not allow", place, "Shorten it with `trunc`");

    public static TemplateException Unprintable(char character, Place place) =>
        Fault($"the character U+{(int)character:X4} cannot stand in a block scalar, because some readers take it for a line end", place, "Put the value in quotes, or encode it with `base64_encode`");

    public static TemplateException InDirective(Place place) => Fault("a directive line cannot hold an expression", place, null);

    /// <summary>A value that no YAML or no Kubernetes can take.</summary>
    public static TemplateException Impossible(YamlException error, Place place) =>
        At(error.Message, place, error.Hint, error);

    private static TemplateException Collection(YamlNode value, Place place, string what, string hint) =>
        Fault($"a {value.KindName} {what} ({Describe(value)})", place, hint);

    private static TemplateException Fault(string message, Place place, string? hint) =>
        At($"The output would be no YAML: {message}", place, hint);

    private static TemplateException At(string message, Place place, string? hint, Exception? cause = null) =>
        new(message, place.ToFrame(), hint, cause) { Reads = place.Writing?.Values.All ?? [] };

    private static string Describe(YamlNode value) =>
        value.Origin is { } origin ? $"`{Short(YamlWriter.WriteFlow(value))}` from {origin}" : $"`{Short(YamlWriter.WriteFlow(value))}`";

    private static string Short(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}
