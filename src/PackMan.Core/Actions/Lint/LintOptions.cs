using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Yaml;

namespace PackMan.Actions.Lint;

/// <summary>What `lint` was asked for.</summary>
public sealed record LintOptions
{
    /// <summary>Values that are laid over the defaults and over each values file of `ci/`.</summary>
    public YamlMap Supplied { get; init; } = YamlMap.Empty;

    /// <summary>The release of Kubernetes the charts are for (`v1.36.0`); null for the newest known that each chart's `kubeVersion` allows.</summary>
    public string? KubeVersion { get; init; }

    /// <summary>The namespace they are rendered for.</summary>
    public string Namespace { get; init; } = "default";

    public bool SkipSchemaValidation { get; init; }

    /// <summary>Whether the charts in `charts/` are linted too, each by itself.</summary>
    public bool WithSubcharts { get; init; }

    /// <summary>Rules that are not looked at.</summary>
    public ImmutableHashSet<string> DisabledRules { get; init; } = [];
}

/// <summary>A chart to lint: loaded with its faults, or the reason why there is none.</summary>
/// <param name="Path">As the user named it.</param>
public sealed record LintTarget(string Path, ExaminedChart? Chart, PackManException? Failure);
