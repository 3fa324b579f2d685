using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Releases;

/// <summary>The immutable part of a revision: everything a rollback needs without the chart.</summary>
public sealed record ReleaseRecord
{
    /// <summary>`Chart.yaml` as read.</summary>
    public required YamlMap ChartMetadata { get; init; }

    public required string ChartDigest { get; init; }

    public required YamlMap SuppliedValues { get; init; }

    public required YamlMap ComputedValues { get; init; }

    /// <summary>The rendered objects as one text with `# Source:` comments, without hooks; byte for byte what a rollback applies.</summary>
    public required string Manifest { get; init; }

    /// <summary>The rendered hooks as one text in the same form.</summary>
    public required string Hooks { get; init; }

    /// <summary>Files of the chart's `crds/` as one text in the same form.</summary>
    public string Crds { get; init; } = "";

    public string Notes { get; init; } = "";

    /// <summary>Every object this revision applies (without hooks): what pruning looks at.</summary>
    public ImmutableArray<ObjectReference> Inventory { get; init; } = [];

    /// <summary>When revision 1 of this release was first deployed, carried from revision to revision.</summary>
    public DateTimeOffset FirstDeployed { get; init; }

    /// <summary>Paths of computed values that the chart's schema marks as sensitive (`db.password`), so that they stay hidden without the chart.</summary>
    public ImmutableArray<string> SensitivePaths { get; init; } = [];

    /// <summary>For a rollback: the revision it goes back to, so that running it again keeps its target.</summary>
    public int? RollbackTo { get; init; }
}

/// <summary>A stored revision.</summary>
public sealed record ReleaseRevision(ReleaseSummary Summary, ReleaseRecord Record);
