using System.Security.Cryptography;
using System.Text;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>What the workload controllers share: pods from templates, and counting them.</summary>
internal static class PodTemplates
{
    private const string HashAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>
    /// The most pods that one workload gets as objects. The rest counts as being like them: a number with a few zeros too many shall
    /// not fill a disk.
    /// </summary>
    public const int MaxPods = 100;

    public static readonly ResourceKind Pods = BuiltInKinds.Get("", "Pod");

    /// <summary>A short name for a template that changes with it.</summary>
    public static string HashOf(YamlNode? template)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Write(template ?? YamlNull.Instance)));
        return string.Concat(digest.Take(10).Select(value => HashAlphabet[value % HashAlphabet.Length]));
    }

    public static YamlMap OwnerReference(YamlMap owner) => YamlMap.Empty
        .With("apiVersion", owner.Find("apiVersion") ?? YamlNull.Instance)
        .With("kind", owner.Find("kind") ?? YamlNull.Instance)
        .With("name", owner.Find("metadata", "name") ?? YamlNull.Instance)
        .With("uid", owner.Find("metadata", "uid") ?? YamlNull.Instance)
        .With("controller", new YamlBoolean(true))
        .With("blockOwnerDeletion", new YamlBoolean(true));

    /// <summary>The children of a kind that an owner controls, in order of name.</summary>
    public static List<YamlMap> Children(Workbench bench, ResourceKind kind, YamlMap owner)
    {
        var uid = owner.FindString("metadata", "uid");
        return [.. bench.Store.List(kind, owner.FindString("metadata", "namespace") ?? "")
            .Where(child => child.ItemsAt("metadata", "ownerReferences").Any(reference => reference.FindString("uid") == uid))];
    }

    public static YamlMap CreatePod(Workbench bench, YamlMap owner, string? name = null, Func<YamlMap, YamlMap>? change = null)
    {
        var template = owner.Find("spec", "template") as YamlMap ?? YamlMap.Empty;
        var prefix = owner.FindString("metadata", "name") + "-";
        var metadata = YamlMap.Empty;
        foreach (var key in new[] { "labels", "annotations", "finalizers" })
        {
            metadata = template.Find("metadata", key) is { } kept ? metadata.With(key, kept) : metadata;
        }

        metadata = name is null ? metadata.With("generateName", new YamlString(prefix)) : metadata;
        var pod = YamlMap.Empty
            .With("metadata", metadata
                .With("name", new YamlString(name ?? ObjectMetadata.GenerateName(prefix, bench.Randomness)))
                .With("namespace", owner.Find("metadata", "namespace") ?? YamlNull.Instance)
                .With("ownerReferences", YamlList.Of(OwnerReference(owner))))
            .With("spec", template.Find("spec") ?? YamlMap.Empty);
        return bench.Create(Pods, change is null ? pod : change(pod));
    }

    /// <summary>How many of the pods asked for a number of pod objects stands for.</summary>
    public static long Represented(long count, long wanted) => wanted > MaxPods && count == MaxPods ? wanted : count;

    public static bool IsReady(YamlMap pod) => Conditions.IsTrue(pod, "Ready");

    public static bool IsTerminating(YamlMap value) => value.Find("metadata", "deletionTimestamp") is not null;

    public static YamlNumber Number(long value) => new(value);

    public static YamlMap Count(YamlMap status, string key, long value, bool keepsZero = false) =>
        value == 0 && !keepsZero ? status : status.With(key, Number(value));
}
