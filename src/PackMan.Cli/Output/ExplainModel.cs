using PackMan.Explaining;
using PackMan.Templating.Tracing;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>What `explain` prints with `-o json` and `-o yaml`.</summary>
internal static class ExplainModel
{
    public static YamlNode Of(ExplainedObject target) => Model.Map(
        ("object", Model.Text(target.Name)),
        ("template", Of(target.Place)),
        ("fields", Model.ListOrNone(YamlList.Of(target.Fields.Select(Of)))));

    /// <summary>The object's name with its first field; of a map or list, the fields in it follow.</summary>
    public static YamlNode OfField(ExplainedObject target) => Model.Map(
        [("object", Model.Text(target.Name)), .. Entries(target.Fields[0]), ("fields", Model.ListOrNone(YamlList.Of(target.Fields.Skip(1).Select(Of))))]);

    public static YamlNode Of(ValueUsage usage) => Model.Map(
        ("path", Model.Text(usage.Path)),
        ("value", usage.Value is { } value ? Of(value) : null),
        ("readAt", YamlList.Of(usage.ReadAt.Select(Of))),
        ("endsIn", YamlList.Of(usage.EndsIn.Select(Of))),
        ("decidesAbout", YamlList.Of(usage.DecidesAbout.Select(Of))));

    private static YamlNode Of(ExplainedField field) => Model.Map(Entries(field));

    private static (string Key, YamlNode? Value)[] Entries(ExplainedField field) =>
    [
        ("field", Model.Text(field.Path)),
        ("value", field.Value),
        ("template", field.Frame is { } frame ? Of(frame) : null),
        ("values", Model.ListOrNone(YamlList.Of(field.Values.Select(Of)))),
        ("alsoRead", Model.ListOrNone(YamlList.Of(field.Considered.Select(Of)))),
        ("decisions", Model.ListOrNone(YamlList.Of(field.Decisions.Select(Of)))),
    ];

    private static YamlNode Of(ExplainedValue value) => Model.Map(
        ("path", Model.Text(value.Name)),
        ("value", value.Value),
        ("origin", Model.TextOrNone(value.Origin?.ToString())),
        ("overrode", Model.ListOrNone(YamlList.Of(value.Overrode.Select(earlier => Model.Map(
            ("value", earlier.Value),
            ("origin", Model.TextOrNone(earlier.Origin?.ToString()))))))));

    private static YamlNode Of(ExplainedDecision decision) => Model.Map(
        ("kind", Model.Text(decision.Kind switch
        {
            DecisionKind.If => "if",
            DecisionKind.Else => "else",
            _ => "for",
        })),
        ("template", Of(decision.Frame)),
        ("values", Model.ListOrNone(YamlList.Of(decision.Values.Select(Of)))));

    private static YamlNode Of(UsedField use) => Model.Map(
        ("object", Model.Text(use.Object)),
        ("field", Model.TextOrNone(use.Field)),
        ("template", Of(use.Frame)));

    private static YamlNode Of(CodeFrame frame) => Model.Map(
        ("file", Model.Text(frame.File)),
        ("line", Model.Number(frame.Line)),
        ("column", Model.Number(frame.Column)),
        ("includedFrom", Model.ListOrNone(YamlList.Of(frame.Callers.Select(caller => Model.Text(caller.ToString()))))));
}
