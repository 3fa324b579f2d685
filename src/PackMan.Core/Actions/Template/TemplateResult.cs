using System.Collections.Immutable;
using PackMan.Manifests;

namespace PackMan.Actions.Template;

/// <summary>What a local rendering gave, each part in the order of installation; <see cref="ManifestText.Join"/> makes it one text.</summary>
public sealed record TemplateResult
{
    public ImmutableArray<Manifest> Crds { get; init; } = [];

    public ImmutableArray<Manifest> Objects { get; init; } = [];

    public ImmutableArray<Manifest> Hooks { get; init; } = [];

    /// <summary>`NOTES.txt`, rendered; empty when there is none.</summary>
    public string Notes { get; init; } = "";
}
