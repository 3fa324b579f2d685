using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>Decides from the outside in which subcharts are in use, and gives each its values; imports are not made yet.</summary>
internal sealed class ChartTreeResolver
{
    private readonly ImmutableArray<string>.Builder _warnings = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<ImmutableArray<string>>.Builder _reads = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
    private int _subcharts;

    public ImmutableArray<string> Warnings => _warnings.ToImmutable();

    public ImmutableArray<ImmutableArray<string>> Reads => _reads.ToImmutable();

    public ChartInUse Resolve(Chart chart, YamlMap supplied) => Resolve(ChartInUse.Alone(chart, YamlMap.Empty), supplied, []);

    private ChartInUse Resolve(ChartInUse place, YamlMap above, ImmutableArray<ChartInUse> around)
    {
        EnsureBounded(around);
        var slots = SubchartSlot.Of(place.Chart).Select(slot => slot.OrLibraryOf(around.Select(outer => outer.Chart))).ToImmutableArray();
        var here = place with { Values = SubchartValues.Own(place.Chart, place.Chart.Values, above) };
        EnsureNoCycle(here, around);
        EnsureGlobalIsMap(here, slots);
        var chain = around.Add(here);
        var decided = slots.Select(slot => (Slot: slot, DisabledBecause: DisabledBecause(slot, chain))).ToList();
        MissingDependencies.ThrowIfAny(chain, [.. decided.Where(pair => pair.DisabledBecause is null).Select(pair => pair.Slot)]);
        WarnOfLeftOver(here, slots);
        var subcharts = decided.Where(pair => pair.DisabledBecause is null).Select(pair => Resolve(pair.Slot, chain)).ToImmutableArray();
        return SubchartValues.Assembled(here, here.Values, subcharts) with
        {
            Disabled = [.. decided.Where(pair => pair.DisabledBecause is not null).Select(pair => new DisabledSubchart(pair.Slot.Key, pair.DisabledBecause!, pair.Slot.Chart))],
        };
    }

    private ChartInUse Resolve(SubchartSlot slot, ImmutableArray<ChartInUse> chain)
    {
        var parent = chain[^1];
        EnsureValuesAreMap(parent, slot);
        return Resolve(parent.Below(slot, slot.Chart!), SubchartValues.Slice(parent.Values, slot.Key), chain);
    }

    private string? DisabledBecause(SubchartSlot slot, ImmutableArray<ChartInUse> chain)
    {
        if (slot.Dependency is not { } dependency)
        {
            return null;
        }

        var decision = new Enablement(chain, dependency);
        var reason = decision.DisabledBecause();
        _reads.AddRange(decision.Reads);
        _warnings.AddRange(decision.Warnings);
        if (reason is not null)
        {
            _reads.Add(chain[^1].Path.Add(slot.Key));
        }

        return reason;
    }

    private void EnsureBounded(ImmutableArray<ChartInUse> around)
    {
        if (!around.IsEmpty && ++_subcharts > TreeSize.MaxSubcharts)
        {
            throw new SubchartException($"Chart `{around[0].Name}` uses more than {TreeSize.MaxSubcharts} charts, each alias counted", "Split it into several releases");
        }
    }

    // A wrapper may bear the name of the chart it wraps; only the very same Chart.yaml again is a circle.
    private static void EnsureNoCycle(ChartInUse here, ImmutableArray<ChartInUse> around)
    {
        var source = here.Chart.Metadata.Source;
        if (source.Count > 0 && around.Any(outer => outer.Chart.Metadata.Name == here.Chart.Metadata.Name && YamlNode.DeepEquals(outer.Chart.Metadata.Source, source)))
        {
            throw MissingDependencies.Cycle(around, here.Chart.Metadata.Name);
        }
    }

    private static void EnsureGlobalIsMap(ChartInUse here, ImmutableArray<SubchartSlot> slots)
    {
        if (!slots.IsEmpty && here.Values.Find(SubchartValues.Global) is { } global and not (YamlMap or YamlNull))
        {
            throw NotAMap(here.Path.Add(SubchartValues.Global), global, $"the values that chart `{here.Name}` shares with its subcharts", null);
        }
    }

    private static void EnsureValuesAreMap(ChartInUse parent, SubchartSlot slot)
    {
        if (parent.Values.Find(slot.Key) is not { } node || node is YamlMap or YamlNull)
        {
            return;
        }

        var condition = slot.Dependency?.Condition?.Split(',')[0].Trim();
        throw NotAMap(
            parent.Path.Add(slot.Key),
            node,
            $"the values of the subchart `{slot.Key}`",
            string.IsNullOrEmpty(condition) ? null : $"To leave the subchart out, set `{string.Join('.', parent.Path.Add(condition))}=false`");
    }

    private static SubchartException NotAMap(ImmutableArray<string> path, YamlNode node, string meaning, string? hint) => new(
        $"`values.{string.Join('.', path)}` must be a map, because it holds {meaning}; it is a {node.KindName}{SetBy.Text(node)}",
        hint,
        node.Origin);

    private void WarnOfLeftOver(ChartInUse here, ImmutableArray<SubchartSlot> slots)
    {
        foreach (var chart in SubchartSlot.LeftOver(here.Chart, slots))
        {
            _warnings.Add($"`{chart.Location}` is not used: no dependency of chart `{here.Name}` takes `{chart.Metadata.Name}` {chart.Metadata.Version}");
        }
    }
}

/// <summary>Who set a value, without its text: what is sensitive is not known before the charts are.</summary>
internal static class SetBy
{
    public static string Text(YamlNode node) => SensitivePaths.HideIn(node.Origin) switch
    {
        null => "",
        Origin.Flag flag => $" (set by {flag.Text})",
        var place => $" (set in {place})",
    };
}
