using PackMan.Charts;
using PackMan.Yaml;

namespace PackMan.Distribution.Dependencies;

/// <summary>A chart whose dependencies are looked for, and the charts that asked for it.</summary>
/// <param name="Folder">Where it lies; null for a published chart.</param>
/// <param name="Around">The chart that depends on it; null for the user's own.</param>
internal sealed record AskingChart(Chart Chart, string? Folder, AskingChart? Around)
{
    private const int MaxDepth = 10;

    /// <summary>`shop → cache`.</summary>
    public string Path => Around is null ? $"`{Chart.Metadata.Name}`" : $"{Around.Path} → `{Chart.Metadata.Name}`";

    /// <summary>What the user calls the whole.</summary>
    public string Root => Around?.Root ?? Chart.Location;

    private int Depth => Around is null ? 0 : Around.Depth + 1;

    /// <summary>The chart that was found for this one, about to ask for its own.</summary>
    /// <exception cref="EndlessDependencyException">It is one of those that ask, or lies too deep.</exception>
    public AskingChart Below(FoundDependency found)
    {
        var inner = new AskingChart(found.Chart, found.Folder, this);
        for (var outer = this; outer is not null; outer = outer.Around)
        {
            if (IsSame(outer, found))
            {
                throw new EndlessDependencyException($"Chart `{outer.Chart.Metadata.Name}` depends on itself: {inner.PathFrom(outer)}");
            }
        }

        return inner.Depth <= MaxDepth
            ? inner
            : throw new EndlessDependencyException($"Dependencies lie more than {MaxDepth} charts deep: {inner.Path}");
    }

    // A wrapper may bear the name of the chart it wraps; only the same folder or the very same Chart.yaml again is a circle.
    private static bool IsSame(AskingChart outer, FoundDependency found) =>
        (found.Folder is { } folder && outer.Folder == folder)
        || (outer.Chart.Metadata.Name == found.Chart.Metadata.Name && YamlNode.DeepEquals(outer.Chart.Metadata.Source, found.Chart.Metadata.Source));

    private string PathFrom(AskingChart start) =>
        ReferenceEquals(this, start) || Around is null ? $"`{Chart.Metadata.Name}`" : $"{Around.PathFrom(start)} → `{Chart.Metadata.Name}`";
}
