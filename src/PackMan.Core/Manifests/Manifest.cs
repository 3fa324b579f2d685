using System.Collections.Immutable;

namespace PackMan.Manifests;

/// <summary>One rendered document: its text as written, and the objects it holds (several when it is a list).</summary>
/// <param name="Path">The template it was rendered from (`web/templates/service.yaml`).</param>
/// <param name="Text">The text without `---`, ended by a line break.</param>
public sealed record Manifest(string Path, string Text, ImmutableArray<ManifestObject> Objects)
{
    /// <summary>Whether its objects are hooks; a document never mixes hooks and other objects.</summary>
    public bool IsHook => Objects.Any(item => ObjectAnnotations.Find(item.Object, ObjectAnnotations.Hook) is not null);
}

/// <summary>An object of a manifest and the place a user would change it at.</summary>
public sealed record ManifestObject(KubernetesObject Object, CodeFrame Place);
