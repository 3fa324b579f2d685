using System.Collections.Immutable;

namespace PackMan.Charts.Loading;

/// <summary>Takes up what is wrong in a chart that is loaded all the same.</summary>
internal sealed class ChartFaults
{
    private readonly List<ChartFault> _all = [];

    public ImmutableArray<ChartFault> All => [.. _all];

    /// <summary>What could be read, or something instead.</summary>
    public T Read<T>(ChartPart part, Func<T> read, T instead)
    {
        try
        {
            return read();
        }
        catch (PackManException error)
        {
            _all.Add(new ChartFault(part, error));
            return instead;
        }
    }

    public bool Passes(ChartPart part, Action read) => Read(
        part,
        () =>
        {
            read();
            return true;
        },
        false);

    /// <summary>Takes a fault up and gives back the field it is about.</summary>
    public string Add(ChartPart part, PackManException error, string field)
    {
        _all.Add(new ChartFault(part, error));
        return field;
    }
}

/// <summary>Something wrong in a chart that would have ended its loading.</summary>
public sealed record ChartFault(ChartPart Part, PackManException Error);

/// <summary>The part of a chart a fault is in.</summary>
public enum ChartPart
{
    /// <summary>All of `Chart.yaml`.</summary>
    ChartYaml,
    ApiVersion,
    Name,
    Version,
    Type,
    KubeVersion,
    Dependencies,
    Maintainers,

    /// <summary>Any other field of `Chart.yaml`.</summary>
    Field,
    UnknownField,
    Values,

    /// <summary>A chart of `charts/`.</summary>
    Subchart,
}

/// <summary>A chart as far as it can be loaded, with everything that is wrong in it.</summary>
/// <param name="ValuesFiles">The values files of `ci/`, which are read whether the chart is packed with them or not.</param>
public sealed record ExaminedChart(Chart Chart, ImmutableArray<ChartFault> Faults, ImmutableArray<ChartFile> ValuesFiles);
