using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Charts;

/// <summary>`Chart.yaml`: Helm's fields, read strictly.</summary>
public sealed record ChartMetadata
{
    /// <summary>`packman/v1` for native charts, `v1` or `v2` for Helm's.</summary>
    public required string ApiVersion { get; init; }

    public required string Name { get; init; }

    public required SemanticVersion Version { get; init; }

    public string? KubeVersion { get; init; }

    public string? Description { get; init; }

    public ChartType Type { get; init; } = ChartType.Application;

    public ImmutableArray<string> Keywords { get; init; } = [];

    public string? Home { get; init; }

    public ImmutableArray<string> Sources { get; init; } = [];

    public ImmutableArray<ChartDependency> Dependencies { get; init; } = [];

    public ImmutableArray<ChartMaintainer> Maintainers { get; init; } = [];

    public string? Icon { get; init; }

    public string? AppVersion { get; init; }

    public bool IsDeprecated { get; init; }

    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>`Chart.yaml` as read, so that records and templates see the fields in the author's order.</summary>
    public YamlMap Source { get; init; } = YamlMap.Empty;

    /// <summary>Whether the chart's templates are Scriban; Helm charts are Go templates.</summary>
    public bool IsNative => ApiVersion == NativeApiVersion;

    public const string NativeApiVersion = "packman/v1";
}

/// <summary>Whether a chart can be installed or only lends its templates.</summary>
public enum ChartType
{
    Application,
    Library,
}

/// <summary>An entry of `maintainers`.</summary>
public sealed record ChartMaintainer(string Name, string? Email, string? Url);

/// <summary>An entry of `dependencies`, as written.</summary>
public sealed record ChartDependency
{
    public required string Name { get; init; }

    /// <summary>A version range; empty when the chart lies in `charts/` or in a folder.</summary>
    public string Version { get; init; } = "";

    /// <summary>`https://`, `oci://`, `file://`, `@name` or empty.</summary>
    public string Repository { get; init; } = "";

    public string? Condition { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public string? Alias { get; init; }

    public YamlList ImportValues { get; init; } = YamlList.Empty;

    /// <summary>Whether a chart is one that is asked for: of the name, and in the range.</summary>
    public bool IsMetBy(ChartMetadata chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return chart.Name == Name && (Version.Length == 0 || VersionConstraint.Parse(Version).IsSatisfiedBy(chart.Version));
    }
}
