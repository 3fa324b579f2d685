using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Origins;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Actions.Install;

/// <summary>What an install was asked to do.</summary>
public sealed record InstallOptions
{
    public required OperationOptions Operation { get; init; }

    public required Chart Chart { get; init; }

    /// <summary>Values the user supplied, layers already merged, defaults not yet.</summary>
    public required YamlMap Supplied { get; init; }

    /// <summary>The same as it was after each layer, so that errors can tell what a value overrode.</summary>
    public ImmutableArray<YamlMap> SuppliedSteps { get; init; } = [];

    public bool CreateNamespace { get; init; }

    public ImmutableSortedDictionary<string, string> NamespaceLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<string, string> NamespaceAnnotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Do not apply the chart's `crds/`.</summary>
    public bool SkipCrds { get; init; }

    public bool SkipSchemaValidation { get; init; }

    /// <summary>What becomes of supplied values that no template reads.</summary>
    public UnreadPolicy Unread { get; init; }

    /// <summary>Whether the notes of subcharts follow those of the chart.</summary>
    public bool SubchartNotes { get; init; }

    /// <summary>Reuse a name whose last record says uninstalled, even with its history kept.</summary>
    public bool Replace { get; init; }

    /// <summary>The user's labels for the release record.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
