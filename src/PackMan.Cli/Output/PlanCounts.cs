using PackMan.Planning;

namespace PackMan.Cli.Output;

/// <summary>How many objects a plan touches, and how.</summary>
internal sealed record PlanCounts(int Create, int Update, int Recreate, int Delete, int Keep, int NoChange)
{
    public static PlanCounts Of(Plan plan) => new(
        plan.Changes.OfType<Change.Create>().Count(),
        plan.Changes.OfType<Change.Update>().Count(),
        plan.Changes.OfType<Change.Recreate>().Count(),
        plan.Changes.OfType<Change.Delete>().Count(),
        plan.Changes.OfType<Change.Keep>().Count(),
        plan.Changes.OfType<Change.NoChange>().Count());

    /// <summary>`2 to create, 1 to delete, 4 unchanged`; what is zero is left out.</summary>
    public override string ToString()
    {
        (int Count, string Words)[] counts = [(Create, "to create"), (Update, "to update"), (Recreate, "to recreate"), (Delete, "to delete"), (Keep, "to keep"), (NoChange, "unchanged")];
        var text = string.Join(", ", counts.Where(entry => entry.Count > 0).Select(entry => $"{entry.Count} {entry.Words}"));
        return text.Length == 0 ? "no objects" : text;
    }
}
