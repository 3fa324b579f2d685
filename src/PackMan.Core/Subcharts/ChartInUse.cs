using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>A chart at one place of a rendering: the chart that was named, or a subchart that is enabled. A chart with two aliases is there twice.</summary>
public sealed record ChartInUse
{
    public required Chart Chart { get; init; }

    /// <summary>What it is called at this place: its alias, or else its name.</summary>
    public required string Name { get; init; }

    /// <summary>The keys from the values of the whole down to the values of this chart; empty for the outermost one.</summary>
    public ImmutableArray<string> Path { get; init; } = [];

    /// <summary>Where its files stand in paths that users see (`shop/charts/redis`), as in Helm's `# Source:` comments.</summary>
    public required string Folder { get; init; }

    /// <summary>The entry of `dependencies` it stands for; null for the outermost chart and for one that only lies in `charts/`.</summary>
    public ChartDependency? Dependency { get; init; }

    /// <summary>What this chart sees as `values`: its slice of the whole with `global`, and the values of its subcharts under their names.</summary>
    public YamlMap Values { get; init; } = YamlMap.Empty;

    /// <summary>The subcharts that are enabled, in the order of `dependencies`, then those that only lie in `charts/`.</summary>
    public ImmutableArray<ChartInUse> Subcharts { get; init; } = [];

    public ImmutableArray<DisabledSubchart> Disabled { get; init; } = [];

    public bool IsLibrary => Chart.Metadata.Type == ChartType.Library;

    /// <summary>This chart and all below it, outermost first.</summary>
    public IEnumerable<ChartInUse> All => Subcharts.SelectMany(subchart => subchart.All).Prepend(this);

    /// <summary>What the chart imports from its subcharts; it lies beneath its own defaults.</summary>
    internal YamlMap Imported { get; init; } = YamlMap.Empty;

    /// <summary>A chart by itself, whatever it depends on.</summary>
    public static ChartInUse Alone(Chart chart, YamlMap values)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return new ChartInUse { Chart = chart, Name = chart.Metadata.Name, Folder = chart.Metadata.Name, Values = values };
    }

    /// <summary>
    /// The places in the values of the whole at which a value this chart reads can have been set: the one in its own slice and, below
    /// `global`, those of every chart around it, outermost first.
    /// </summary>
    public IEnumerable<ImmutableArray<string>> PlacesOf(ImmutableArray<string> path)
    {
        var outermost = path is [SubchartValues.Global, ..] ? 0 : Path.Length;
        return Enumerable.Range(outermost, Path.Length - outermost + 1).Select(depth => Path[..depth].AddRange(path));
    }

    internal ChartInUse Below(SubchartSlot slot, Chart chart) => new()
    {
        Chart = chart,
        Name = slot.Key,
        Path = Path.Add(slot.Key),
        Folder = $"{Folder}/charts/{slot.Key}",
        Dependency = slot.Dependency,
    };
}

/// <summary>A subchart that its condition or its tags leave out.</summary>
/// <param name="Name">Its alias, or else its name.</param>
/// <param name="Reason">Why, as a sentence goes on after "because".</param>
/// <param name="Chart">The vendored chart; null when it does not lie in `charts/`.</param>
public sealed record DisabledSubchart(string Name, string Reason, Chart? Chart);
