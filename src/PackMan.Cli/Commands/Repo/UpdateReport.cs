using PackMan.Distribution.Repositories;
using PackMan.Distribution.Repositories.Indexes;

namespace PackMan.Cli.Commands.Repo;

/// <summary>Says what updates of indexes came to.</summary>
internal static class UpdateReport
{
    public static string Line(IndexUpdate update) =>
        $"{(update.IsNew ? "Updated" : "Unchanged")} `{update.Repository.DisplayName}`: {Count(update.Charts, "chart")}, {Count(update.Versions, "version")}";

    public static string Skipped(IndexUpdate update) =>
        $"The index of `{update.Repository.DisplayName}` has {Count(update.Skipped.Count, "entry", "entries")} that cannot be used, such as {update.Skipped.Example}";

    public static string Failed(ChartRepository repository, PackManException failure) =>
        $"`{repository.DisplayName}` was not updated: {failure.Message}{(failure.Hint is { } hint ? $". {hint}" : "")}";

    public static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? $"{one}s"}";
}
