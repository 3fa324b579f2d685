namespace PackMan.Yaml;

/// <summary>Says in a user's words what the parser found wrong.</summary>
internal static class YamlSyntaxErrors
{
    private static readonly (string Found, string Message, string? Hint)[] Words =
    [
        ("did not find expected key", "A key is expected here: the line fits no open map", "Align it with the keys of its map, and look for an open quote or bracket above"),
        ("did not find expected '-'", "A list item is expected here: the line fits no open list", "Align its `-` with the items above"),
        ("could not find expected ':'", "A `:` is missing after the key that begins here", "Write `key: value`, with a blank behind the colon"),
        ("Mapping values are not allowed", "A `: ` stands where no key can be", "Quote the text if the colon belongs to it, or mend the indentation"),
        ("found invalid mapping", "A `: ` stands where no key can be", "Quote the text if the colon belongs to it, or mend the indentation"),
        ("Block sequence entries are not allowed", "A list item cannot stand here", "Put `- ` on a line of its own"),
        ("Mapping keys are not allowed", "A key cannot stand here", "Mend the indentation, or put it on a line of its own"),
        ("',' or '}'", "The `{` is not closed: a `,` or `}` is missing", null),
        ("',' or ']'", "The `[` is not closed: a `,` or `]` is missing", null),
        ("unexpected end of stream", "The text in quotes has no closing quote", null),
        ("unexpected document indicator", "The text in quotes has no closing quote before the document ends", null),
        ("multi-line double-quoted", "The text in quotes goes on at a line that is not indented deeper than its key", "Indent it, or look for a missing closing quote above"),
        ("unknown escape character", "The double quotes hold an unknown escape sequence", "Write a backslash as `\\\\`, or use single quotes"),
        ("hexadecimal number", "The escape sequence needs more hexadecimal digits", "Write a backslash as `\\\\`, or use single quotes"),
        ("Unicode", "The escape sequence names no character", null),
        ("orphaned high surrogate", "The escape sequence is half a character", null),
        ("indentation indicator equal to 0", "A block text cannot be indented by 0", null),
        ("extra spaces in first line", "The block text begins with a blank line that is indented deeper than the text", null),
        ("more spaces in lines above", "The block text begins with a blank line that is indented deeper than the text", null),
        ("block scalar", "Only a comment may follow the `|` or `>` of a block text", "Put the text on the next line"),
        ("comment between adjacent scalars", "A comment stands in the middle of a text", "Quote the text if the `#` belongs to it"),
        ("more than one anchor", "A node can have one anchor only", null),
        ("undefined tag handle", "The tag's handle is not defined", "Quote the text if the `!` belongs to it"),
        ("anchor or alias", "An anchor or alias needs a name of letters, digits, `-` and `_`", "Quote the text if the `*` or `&` belongs to it"),
        ("Anchor", "An anchor cannot stand here", null),
        ("a tag", "The tag is not complete", "Quote the text if the `!` belongs to it"),
        ("<document start>", "The document is over here, but more text follows", "Indent the line, or begin a document with `---`"),
        ("incompatible YAML document", "Only YAML 1.1 and 1.2 can be read", null),
        ("end of the stream", "The text ends in the middle of a document", null),
        ("found character that cannot start", "A plain text cannot begin like this", "Quote it"),
    ];

    public static YamlException Explain(YamlDotNet.Core.YamlException error, YamlSource source)
    {
        var character = source.CharacterAt(error.Start);
        if (error.Message.Contains(" tab ", StringComparison.Ordinal) || character == '\t')
        {
            return source.TabError((int)error.Start.Line, error);
        }

        if (error.Message.Contains("cannot start", StringComparison.Ordinal) && character is not '\0')
        {
            return source.Error($"A plain text cannot begin with `{character}`", error.Start, "Quote it", error);
        }

        foreach (var (found, message, hint) in Words)
        {
            if (error.Message.Contains(found, StringComparison.OrdinalIgnoreCase))
            {
                return source.Error(message, error.Start, hint, error);
            }
        }

        return source.Error($"This is no YAML: {error.Message.TrimEnd('.')}", error.Start, null, error);
    }
}
