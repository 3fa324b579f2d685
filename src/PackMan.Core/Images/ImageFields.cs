using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Images;

/// <summary>
/// The fields of an object that name images. In Kubernetes' own workloads they are where its API has them. In objects of other
/// makers they are found by their shape: lists of containers, and fields called `image` whose text can be nothing else.
/// </summary>
internal static class ImageFields
{
    private static readonly string[] ContainerLists = ["containers", "initContainers", "ephemeralContainers"];

    // Tekton's steps run as containers and are written as such.
    private static readonly string[] OtherContainerLists = [.. ContainerLists, "steps", "sidecars"];

    private static readonly string[] CommandLists = ["command", "args"];

    /// <param name="Path">`spec.containers[0].image`.</param>
    /// <param name="Text">What is written there.</param>
    /// <param name="IsCertain">Whether it is an image whatever it looks like; else only what can be nothing else counts.</param>
    public readonly record struct Field(string Path, string Text, bool IsCertain);

    public static IEnumerable<Field> Of(KubernetesObject item)
    {
        if (PodSpec(item) is { } path)
        {
            return OfPod(item.Content.Find(path), string.Join('.', path));
        }

        return BuiltInResources.All.FindPreferred(item.Group, item.Kind) is null ? OfOther(item.Content, "") : [];
    }

    private static string[]? PodSpec(KubernetesObject item) => (item.Group, item.Kind) switch
    {
        ("", "Pod") => ["spec"],
        ("", "PodTemplate") => ["template", "spec"],
        ("", "ReplicationController") or ("apps", "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet") or ("batch", "Job") => ["spec", "template", "spec"],
        ("batch", "CronJob") => ["spec", "jobTemplate", "spec", "template", "spec"],
        _ => null,
    };

    private static IEnumerable<Field> OfPod(YamlNode? pod, string path) =>
        ContainerLists.SelectMany(list => OfContainers(pod?.Find(list), $"{path}.{list}"))
            .Concat(Items(pod?.Find("volumes")).SelectMany(volume => Text(volume.Item, $"{path}.volumes[{volume.Index}]", isCertain: true, "image", "reference")));

    private static IEnumerable<Field> OfContainers(YamlNode? list, string path) =>
        Items(list).SelectMany(container => OfContainer(container.Item, $"{path}[{container.Index}]"));

    // Operators are told by arguments and variables which images their pods will run.
    private static IEnumerable<Field> OfContainer(YamlMap container, string path) =>
        Text(container, path, isCertain: true, "image")
            .Concat(CommandLists.SelectMany(list => OfArguments(container.Find(list), $"{path}.{list}")))
            .Concat(Items(container.Find("env")).SelectMany(variable => OfVariable(variable.Item, $"{path}.env[{variable.Index}]")));

    private static IEnumerable<Field> OfArguments(YamlNode? list, string path)
    {
        foreach (var (item, index) in ((list as YamlList)?.Items ?? []).Select((item, index) => (item, index)))
        {
            if (item is YamlString { Value: var text } && text.StartsWith('-') && text.Split('=', 2) is [var flag, var value] && IsAboutImages(flag))
            {
                yield return new Field($"{path}[{index}]", value, IsCertain: false);
            }
        }
    }

    private static IEnumerable<Field> OfVariable(YamlMap variable, string path) =>
        variable.FindString("name") is { } name && IsAboutImages(name) ? Text(variable, path, isCertain: false, "value") : [];

    private static IEnumerable<Field> OfOther(YamlNode node, string path)
    {
        var below = path.Length == 0 ? "" : $"{path}.";
        return node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => OfEntry(entry.Key, entry.Value, below + entry.Key)),
            YamlList list => list.Items.SelectMany((item, index) => OfOther(item, $"{path}[{index}]")),
            _ => [],
        };
    }

    private static IEnumerable<Field> OfEntry(string key, YamlNode value, string path) => value switch
    {
        YamlList list when OtherContainerLists.Contains(key, StringComparer.Ordinal) && list.Items.Any(IsContainer) => OfContainers(list, path),
        YamlString text when key == "image" || key.EndsWith("Image", StringComparison.Ordinal) => [new Field(path, text.Value, IsCertain: false)],
        YamlMap map when key == "image" && OfParts(map) is { } image => [new Field(path, image, IsCertain: false)],
        _ => OfOther(value, path),
    };

    // `image: {repository: quay.io/a/b, tag: v1}`, as many operators have it.
    private static string? OfParts(YamlMap image) =>
        image.FindString("repository") is { Length: > 0 } repository && image.Find("tag") is YamlString or YamlNumber
            ? $"{(image.FindString("registry") is { Length: > 0 } registry ? $"{registry}/" : "")}{repository}:{image.Find("tag")}"
            : null;

    private static bool IsContainer(YamlNode item) => item.FindString("name") is not null && item.FindString("image") is not null;

    private static bool IsAboutImages(string name) => name.Contains("image", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Field> Text(YamlMap map, string path, bool isCertain, params string[] keys) =>
        map.FindString(keys) is { Length: > 0 } text ? [new Field($"{path}.{string.Join('.', keys)}", text, isCertain)] : [];

    private static IEnumerable<(YamlMap Item, int Index)> Items(YamlNode? list) =>
        ((list as YamlList)?.Items ?? []).Select((item, index) => (Item: item as YamlMap, index)).Where(pair => pair.Item is not null).Select(pair => (pair.Item!, pair.index));
}
