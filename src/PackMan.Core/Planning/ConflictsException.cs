using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>Fields of the release are owned by others with other values. Everything found is told at once, before any write.</summary>
public sealed class ConflictsException(ImmutableArray<ConflictRow> rows)
    : PackManException((rows.Length == 1
        ? "1 field is owned by another manager, and this release has another value for it:\n"
        : $"{rows.Length} fields are owned by other managers, and this release has other values for them:\n") + ConflictTable.Write(rows))
{
    public ImmutableArray<ConflictRow> Rows { get; } = rows;

    public override string Hint => "Leave the fields out of the chart's values, or take them with `--conflicts=force`";
}

/// <summary>One conflicting field, safe to print.</summary>
/// <param name="Here">The value this release would set.</param>
/// <param name="There">The live value.</param>
/// <param name="Since">When that manager last wrote; `unknown` when the server does not tell.</param>
public sealed record ConflictRow(ObjectReference Reference, string Field, string Here, string There, string Manager, string Since)
{
    internal static ImmutableArray<ConflictRow> Of(FieldConflictException error, KubernetesObject desired, KubernetesObject? live, Redaction redaction)
    {
        return [.. error.Conflicts.Select(conflict => new ConflictRow(
            desired.Reference,
            conflict.Field.TrimStart('.'),
            Show(conflict, FieldPath.Find(desired.Content, conflict.Field)),
            Show(conflict, live is null ? null : FieldPath.Find(live.Content, conflict.Field)),
            conflict.Operation.Length == 0 ? conflict.Manager : $"{conflict.Manager} ({conflict.Operation})",
            conflict.Since ?? "unknown"))];

        string Show(FieldConflict conflict, YamlNode? value) => redaction.Show(desired, conflict.Field, value) ?? "";
    }
}

/// <summary>Conflicts as a table of plain text.</summary>
internal static class ConflictTable
{
    public static string Write(ImmutableArray<ConflictRow> rows)
    {
        List<string[]> lines =
        [
            ["OBJECT", "FIELD", "VALUE HERE", "VALUE THERE", "MANAGER", "SINCE"],
            .. rows.Select(row => (string[])[row.Reference.ToString(), row.Field, row.Here, row.There, row.Manager, row.Since]),
        ];
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        return string.Join('\n', lines.Select(line => "  " + string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }
}
