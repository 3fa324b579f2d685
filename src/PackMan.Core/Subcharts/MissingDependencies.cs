using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Locking;

namespace PackMan.Subcharts;

/// <summary>What a user is told when a dependency that is in use does not lie in `charts/`.</summary>
internal static class MissingDependencies
{
    /// <param name="chain">The charts around, outermost first.</param>
    /// <param name="used">The slots of the last of them that are in use.</param>
    /// <exception cref="SubchartException">One of them has no chart.</exception>
    public static void ThrowIfAny(ImmutableArray<ChartInUse> chain, ImmutableArray<SubchartSlot> used)
    {
        var missing = used.Where(slot => slot.Chart is null).Select(slot => slot.Dependency).OfType<ChartDependency>().ToList();
        if (missing.Count == 0)
        {
            return;
        }

        if (missing.Find(dependency => chain.Any(chart => dependency.IsMetBy(chart.Chart.Metadata))) is { } cyclic)
        {
            throw Cycle(chain, cyclic.Name);
        }

        var chart = chain[^1].Chart;
        throw new SubchartException(
            $"Chart `{chart.Metadata.Name}` {chart.Metadata.Version} depends on {(missing.Count == 1 ? "a chart that does" : "charts that do")} not lie in its `charts/`:\n"
            + $"{string.Join('\n', missing.Select(dependency => "- " + Describe(chart, dependency)))}\n{Vendored(chart)}",
            Hint(chain[0].Chart, missing));
    }

    /// <summary>An error that shows the way round.</summary>
    public static SubchartException Cycle(ImmutableArray<ChartInUse> chain, string name)
    {
        var names = chain.Select(chart => chart.Chart.Metadata.Name).SkipWhile(known => known != name).Append(name);
        return new SubchartException(
            $"Chart `{chain[0].Name}` depends on itself: {string.Join(" → ", names.Select(known => $"`{known}`"))}",
            "Take one of these dependencies out of its Chart.yaml");
    }

    private static string Hint(Chart outermost, List<ChartDependency> missing) => missing.Exists(dependency => dependency.Repository.Length > 0)
        ? FetchHint.For(outermost)
        : "Put the chart below `charts/`, as a folder or as the `.tgz` of it, or say in Chart.yaml from which `repository` it comes";

    private static string Describe(Chart chart, ChartDependency dependency)
    {
        var range = dependency.Version.Length == 0 ? "" : $" `{dependency.Version}`";
        var repository = dependency.Repository.Length == 0 ? "" : $" from `{RepositoryKinds.Show(dependency.Repository)}`";
        var versions = chart.Subcharts.Where(subchart => subchart.Metadata.Name == dependency.Name).Select(subchart => $"`{subchart.Metadata.Version}`").ToList();
        var other = versions.Count == 0 ? "" : $", while `charts/` has {string.Join(", ", versions)}, which {(versions.Count == 1 ? "is" : "are")} out of that range";
        return $"`{dependency.Name}`{range}{repository}{other}";
    }

    private static string Vendored(Chart chart) => chart.Subcharts.IsEmpty
        ? "`charts/` is empty"
        : $"`charts/` has {string.Join(", ", chart.Subcharts.Select(subchart => $"`{subchart.Metadata.Name}` {subchart.Metadata.Version}"))}";
}
