using PackMan.Planning;

namespace PackMan.Cli.Output;

/// <summary>A plan as a person reads it: an object a line, changed fields below, counts at the end.</summary>
internal sealed class PlanText(TextWriter output, Palette palette)
{
    public void Write(Plan plan)
    {
        Line($"Plan: {plan.Operation} `{plan.Release}` in namespace `{plan.Namespace}` as revision {plan.Revision}");
        Line("");
        foreach (var change in plan.Changes)
        {
            Write(change);
        }

        if (!plan.Hooks.IsEmpty)
        {
            Line("");
            Line("Hooks:");
            foreach (var hook in plan.Hooks)
            {
                Line($"  {string.Join(", ", HookModel.Events(hook))}: {hook.Object}");
            }
        }

        Line("");
        Line(plan.IsEmpty ? $"Nothing to change: {PlanCounts.Of(plan)}" : $"{PlanCounts.Of(plan)}");
    }

    private void Write(Change change)
    {
        switch (change)
        {
            case Change.Create:
                Line(palette.Green($"  + create {change.Subject}"));
                break;
            case Change.Update update:
                Line(palette.Yellow($"  ~ update {change.Subject}"));
                foreach (var field in update.Fields)
                {
                    Write(field);
                }

                break;
            case Change.Recreate recreate:
                Line(palette.Red($"-/+ recreate {change.Subject}") + $": {recreate.Reason}");
                break;
            case Change.Delete:
                Line(palette.Red($"  - delete {change.Subject}"));
                break;
            case Change.Keep keep:
                Line($"  = keep {change.Subject}: {keep.Reason}");
                break;
            default:
                return;
        }

        foreach (var effect in change.Effects)
        {
            Line($"      {palette.Yellow("!")} {effect}");
        }

        if (change.NotChecked is { } reason)
        {
            Line(palette.Dim($"      not checked by the server: {reason}"));
        }
    }

    private void Write(FieldChange field) => Line(field switch
    {
        { Before: null } => $"      {palette.Green("+")} {field.Path}: {field.After}",
        { After: null } => $"      {palette.Red("-")} {field.Path}: {field.Before}",
        // Of a secret only that it differs is known, so there is nothing to stand on both sides of an arrow.
        _ when field.Before == field.After => $"        {field.Path}: {field.After}",
        _ => $"        {field.Path}: {field.Before} → {field.After}",
    });

    private void Line(string text) => output.Write($"{(palette.IsOn ? text : SafeText.Of(text))}\n");
}
