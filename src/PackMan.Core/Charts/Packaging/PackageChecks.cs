using System.Collections.Immutable;
using System.Text;
using PackMan.Charts.Locking;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Charts.Packaging;

/// <summary>What must hold before a chart is packed: everything an installation would stumble over whatever the values are.</summary>
internal static class PackageChecks
{
    /// <exception cref="PackManException">A dependency is missing, or a template, a schema or a CRD cannot be read.</exception>
    public static void Check(Chart chart, ITemplateEngine engine, Action<string>? warn)
    {
        RequireDependencies(chart, []);
        foreach (var warning in LockedSubcharts.Check(chart))
        {
            warn?.Invoke(warning);
        }

        CheckFiles(chart, engine);
    }

    private static void CheckFiles(Chart chart, ITemplateEngine engine)
    {
        // Templates, schemas and CRDs of Helm charts are for Helm to judge.
        if (chart.Metadata.IsNative)
        {
            engine.Parse(chart);
            _ = ValuesSchema.SchemaOf(chart);
            foreach (var crd in chart.Crds)
            {
                _ = YamlReader.ReadAll(Encoding.UTF8.GetString(crd.Content.Span), $"{chart.Metadata.Name}/{crd.Path}");
            }
        }

        foreach (var subchart in chart.Subcharts)
        {
            CheckFiles(subchart, engine);
        }
    }

    private static void RequireDependencies(Chart chart, ImmutableArray<Chart> around)
    {
        var missing = SubchartSlot.Of(chart).Select(slot => slot.OrLibraryOf(around)).Where(slot => slot.Chart is null).Select(slot => slot.Dependency).OfType<ChartDependency>().ToList();
        if (missing.Count > 0)
        {
            throw new MissingDependenciesException(chart, missing, FetchHint.For(around.IsEmpty ? chart : around[0]));
        }

        foreach (var subchart in chart.Subcharts)
        {
            RequireDependencies(subchart, around.Add(chart));
        }
    }
}

/// <summary>A chart whose `charts/` does not hold what its `Chart.yaml` asks for.</summary>
/// <param name="hint">How it is fetched.</param>
public sealed class MissingDependenciesException(Chart chart, IReadOnlyList<ChartDependency> missing, string hint)
    : PackManException($"Chart `{chart.Metadata.Name}` is not whole: its `charts/` lacks {string.Join(", ", missing.Select(Show))}, which `Chart.yaml` depends on")
{
    public IReadOnlyList<ChartDependency> Missing { get; } = missing;

    public override string Hint => hint;

    private static string Show(ChartDependency dependency) => $"`{dependency.Name}`{(dependency.Version.Length == 0 ? "" : " " + dependency.Version)}";
}
