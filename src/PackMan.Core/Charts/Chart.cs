using System.Collections.Immutable;
using PackMan.Images;
using PackMan.Yaml;

namespace PackMan.Charts;

/// <summary>A loaded chart: packaged templates and default values. All guards of loading have passed.</summary>
public sealed record Chart
{
    public required ChartMetadata Metadata { get; init; }

    /// <summary>What the user calls it in messages: the folder or archive as given (`./web`, `web-1.2.0.tgz`).</summary>
    public required string Location { get; init; }

    /// <summary>Default values of `values.yaml`, each node with its origin; empty when there is no such file.</summary>
    public YamlMap Values { get; init; } = YamlMap.Empty;

    /// <summary>`values.schema.json`; null when the chart has none.</summary>
    public ChartFile? Schema { get; init; }

    /// <summary>Files below `templates/`, partials and `NOTES.txt` included, sorted by path.</summary>
    public ImmutableArray<ChartFile> Templates { get; init; } = [];

    /// <summary>Files below `crds/`, sorted by path.</summary>
    public ImmutableArray<ChartFile> Crds { get; init; } = [];

    /// <summary>Every other file, which templates reach through `files`, sorted by path.</summary>
    public ImmutableArray<ChartFile> Files { get; init; } = [];

    /// <summary>Vendored charts of `charts/`, sorted by name.</summary>
    public ImmutableArray<Chart> Subcharts { get; init; } = [];

    /// <summary>Every file as packaged, `Chart.yaml` and what lies in `charts/` included, in ordinal order of their paths.</summary>
    public ImmutableArray<ChartFile> AllFiles { get; init; } = [];

    /// <summary>Whether it came in an archive, so that nothing can be put into its `charts/`.</summary>
    public bool IsPacked { get; init; }

    /// <summary>The images that the bundle lists which the chart came in; null when it came in none.</summary>
    public ImmutableArray<UsedImage>? BundledImages { get; init; }

    /// <summary>`sha256:` over the names and bytes of all files, the same for a folder and its archive. Computed when asked for: hashing loads the system's cryptography, which takes longer than rendering.</summary>
    public required Lazy<string> Digest { get; init; }
}
