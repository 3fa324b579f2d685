using System.Collections.Immutable;
using PackMan.Actions;
using PackMan.Explaining;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>Asks the server what applying one object would do, and puts the answer into a <see cref="Change"/>.</summary>
internal sealed class ObjectPlanner(ICluster cluster, OperationOptions options, Redaction redaction, IReadOnlySet<string> namesMade)
{
    public async Task<PlannedObject> PlanAsync(DesiredObject desired, CancellationToken cancellationToken)
    {
        if (desired.IsTerminating)
        {
            return Planned(desired, new Change.Create(desired.Marked) { NotChecked = "the object of that name is still being deleted" });
        }

        if (desired.NotCheckable is { } reason)
        {
            return Unchecked(desired, reason);
        }

        try
        {
            var answer = await cluster.ApplyAsync(new ApplyRequest(desired.Marked) { DryRun = true }, cancellationToken);
            return Planned(desired, Compare(desired, answer));
        }
        catch (FieldConflictException conflict)
        {
            return await PlanConflictAsync(desired, conflict, cancellationToken);
        }
        catch (ApiException refusal)
        {
            return PlanRefusal(desired, refusal);
        }
    }

    private async Task<PlannedObject> PlanConflictAsync(DesiredObject desired, FieldConflictException conflict, CancellationToken cancellationToken)
    {
        var rows = ConflictRow.Of(conflict, desired.Marked, desired.Live, redaction);
        if (options.Conflicts != ConflictPolicy.Force)
        {
            return new PlannedObject { Conflicts = rows };
        }

        try
        {
            var answer = await cluster.ApplyAsync(new ApplyRequest(desired.Marked) { DryRun = true, Force = true }, cancellationToken);
            var change = Compare(desired, answer);
            return Planned(desired, change with { IsForced = true, Effects = [.. change.Effects, .. rows.Select(row => $"takes `{row.Field}` from `{row.Manager}`")] });
        }
        catch (ApiException refusal)
        {
            return PlanRefusal(desired, refusal);
        }
    }

    private PlannedObject PlanRefusal(DesiredObject desired, ApiException refusal)
    {
        if (DryRunAnswers.IsWebhookWithoutDryRun(refusal))
        {
            return Unchecked(desired, "an admission webhook does not support dry run");
        }

        if (DryRunAnswers.MissesOneOf(refusal, namesMade))
        {
            return Unchecked(desired, "it refers to an object that is made by this operation");
        }

        if (desired.Live is { } live && DryRunAnswers.IsImmutableField(refusal))
        {
            return options.Recreate
                ? Planned(desired, new Change.Recreate(desired.Marked, live, Summary(refusal)) { Effects = PlanEffects.OfRecreating(live) })
                : new PlannedObject { Immutable = new ImmutableField(desired.Marked.Reference, Summary(refusal)) { Fields = [.. ServerField.In(refusal)] } };
        }

        return new PlannedObject { Refusal = new ObjectRefusedException(desired.Marked.Reference, refusal, desired.Place, redaction) };
    }

    private string Summary(ApiException refusal) => redaction.Clean(
        refusal.Causes.Count == 0 ? refusal.ServerMessage : string.Join("; ", refusal.Causes.Select(cause => $"{cause.Field}: {cause.Message}").Distinct()));

    private Change Compare(DesiredObject desired, KubernetesObject answer)
    {
        if (desired.Live is not { } live)
        {
            return new Change.Create(desired.Marked);
        }

        var fields = FieldDiff.Compare(live, answer, redaction);
        return fields.IsEmpty && OwnedFields.AreEqual(live, answer)
            ? new Change.NoChange(desired.Marked, live)
            : new Change.Update(desired.Marked, live, fields) { Effects = PlanEffects.OfUpdating(live, fields) };
    }

    // Planned from the rendered form; carried out, it is checked right before its own write.
    private PlannedObject Unchecked(DesiredObject desired, string reason) => Planned(desired, desired.Live is { } live
        ? new Change.Update(desired.Marked, live, FieldDiff.CompareRendered(live, desired.Marked, redaction)) { NotChecked = reason, IsForced = IsForcing }
        : new Change.Create(desired.Marked) { NotChecked = reason, IsForced = IsForcing });

    private bool IsForcing => options.Conflicts == ConflictPolicy.Force;

    private static PlannedObject Planned(DesiredObject desired, Change change) => new() { Change = change with { IsShared = desired.IsShared } };
}

/// <summary>What planning one object gave: a change, or the reason why there can be none.</summary>
internal sealed record PlannedObject
{
    public Change? Change { get; init; }

    public ImmutableArray<ConflictRow> Conflicts { get; init; } = [];

    public ImmutableField? Immutable { get; init; }

    public ObjectRefusedException? Refusal { get; init; }
}

/// <summary>What PackMan owns on an object, as `managedFields` tells.</summary>
internal static class OwnedFields
{
    // A field dropped from the chart that somebody else set too keeps its value: only the ownership changes, and that is a write.
    public static bool AreEqual(KubernetesObject left, KubernetesObject right)
    {
        var (before, after) = (Find(left), Find(right));
        return before?.FindString("apiVersion") == after?.FindString("apiVersion")
            && YamlNode.DeepEquals(before?.Find("fieldsV1"), after?.Find("fieldsV1"));
    }

    /// <summary>Whether PackMan owns a field, by its path in `fieldsV1`.</summary>
    public static bool Has(KubernetesObject target, params ReadOnlySpan<string> path) => Find(target)?.Find("fieldsV1")?.Find(path) is not null;

    private static YamlNode? Find(KubernetesObject target) => (target.Content.Find("metadata", "managedFields") as YamlList ?? YamlList.Empty)
        .FirstOrDefault<YamlNode>(entry => entry.FindString("manager") == Marks.ManagedBy
            && entry.FindString("operation") == "Apply"
            && string.IsNullOrEmpty(entry.FindString("subresource")));
}
