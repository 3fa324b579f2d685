using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>The merged values a chart is rendered with; every node knows its origin.</summary>
/// <param name="Computed">The merged tree. Keys that are null or deleted are kept as <see cref="YamlNull"/>: they are declared.</param>
/// <param name="Supplied">What the user gave for this revision, without the chart's defaults; deletions stand as null.</param>
public sealed record ChartValues(YamlMap Computed, YamlMap Supplied);
