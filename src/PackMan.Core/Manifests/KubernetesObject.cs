using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>A Kubernetes object, rendered or live: a tree with names for the parts every object has.</summary>
public sealed class KubernetesObject(YamlMap content)
{
    public YamlMap Content { get; } = content;

    public string ApiVersion => Content.FindString("apiVersion") ?? "";

    public string Group => ApiVersion.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? ApiVersion[..slash] : "";

    public string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public string Kind => Content.FindString("kind") ?? "";

    public string Name => Content.FindString("metadata", "name") ?? "";

    public string? Namespace => Content.FindString("metadata", "namespace") is { Length: > 0 } name ? name : null;

    public string? Uid => Content.FindString("metadata", "uid");

    public string? ResourceVersion => Content.FindString("metadata", "resourceVersion");

    /// <summary>When deletion was asked for; null while the object is wanted.</summary>
    public string? DeletionTimestamp => Content.FindString("metadata", "deletionTimestamp");

    public YamlMap Labels => Content.Find("metadata", "labels") as YamlMap ?? YamlMap.Empty;

    public YamlMap Annotations => Content.Find("metadata", "annotations") as YamlMap ?? YamlMap.Empty;

    public ObjectIdentity Identity => new(Group, Kind, Namespace, Name);

    public ObjectReference Reference => new(Identity, Version);

    public string? Annotation(string key) => Annotations.FindString(key);

    public string? Label(string key) => Labels.FindString(key);

    public override string ToString() => Identity.ToString();
}
