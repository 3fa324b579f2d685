using PackMan.Planning;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>A plan for programs.</summary>
internal static class PlanModel
{
    public static YamlMap Of(Plan plan)
    {
        var counts = PlanCounts.Of(plan);
        return Model.Map(
            ("operation", Model.Text(plan.Operation)),
            ("release", Model.Text(plan.Release.Text)),
            ("namespace", Model.Text(plan.Namespace)),
            ("revision", Model.Number(plan.Revision)),
            ("changes", YamlList.Of(plan.Changes.Select(ChangeOf))),
            ("hooks", YamlList.Of(plan.Hooks.Select(HookModel.Planned))),
            ("summary", Model.Map(
                ("create", Model.Number(counts.Create)),
                ("update", Model.Number(counts.Update)),
                ("recreate", Model.Number(counts.Recreate)),
                ("delete", Model.Number(counts.Delete)),
                ("keep", Model.Number(counts.Keep)),
                ("unchanged", Model.Number(counts.NoChange)))));
    }

    private static YamlMap ChangeOf(Change change) => Model.Map(
        ("action", Model.Text(ActionOf(change))),
        ("apiVersion", Model.Text(change.Subject.ApiVersion)),
        ("kind", Model.Text(change.Subject.Identity.Kind)),
        ("namespace", Model.TextOrNone(change.Subject.Identity.Namespace)),
        ("name", Model.Text(change.Subject.Identity.Name)),
        ("fields", change is Change.Update update ? YamlList.Of(update.Fields.Select(FieldOf)) : null),
        ("reason", change switch
        {
            Change.Recreate recreate => Model.Text(recreate.Reason),
            Change.Keep keep => Model.Text(keep.Reason),
            _ => null,
        }),
        ("effects", Model.ListOrNone(YamlList.Of(change.Effects.Select(Model.Text)))),
        ("notChecked", Model.TextOrNone(change.NotChecked)));

    private static YamlMap FieldOf(FieldChange field) => Model.Map(
        ("path", Model.Text(field.Path)),
        ("before", field.Before is { } before ? Model.Text(before) : null),
        ("after", field.After is { } after ? Model.Text(after) : null));

    private static string ActionOf(Change change) => change switch
    {
        Change.Create => "create",
        Change.Update => "update",
        Change.Recreate => "recreate",
        Change.Delete => "delete",
        Change.Keep => "keep",
        _ => "none",
    };
}
