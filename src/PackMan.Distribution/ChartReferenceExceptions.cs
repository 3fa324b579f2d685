namespace PackMan.Distribution;

/// <summary>A chart named by a path that holds none.</summary>
public sealed class ChartNotFoundException(string reference, string reason, IReadOnlyList<string> nearby)
    : PackManException($"Chart `{reference}` not found: {reason}")
{
    public string Reference { get; } = reference;

    /// <summary>Folders close by that do hold a chart.</summary>
    public IReadOnlyList<string> Nearby { get; } = nearby;

    public override string Hint => Nearby.Count == 0
        ? "Name a folder that holds `Chart.yaml` or a `.tgz`; `packman create NAME` starts a new chart"
        : $"Did you mean {string.Join(" or ", Nearby.Select(path => $"`{path}`"))}?";
}
