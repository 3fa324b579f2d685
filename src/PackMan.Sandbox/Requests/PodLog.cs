using System.Globalization;
using PackMan.Sandbox.Http;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>The `log` subresource of pods: a line or two, since nothing runs.</summary>
internal static class PodLog
{
    public static ApiResponse Answer(RequestContext context)
    {
        var pod = context.FindLive() ?? throw StatusException.NotFound(context.Kind, context.Name);
        var containers = (pod.Find("spec", "initContainers") as YamlList ?? YamlList.Empty).Items
            .Concat((pod.Find("spec", "containers") as YamlList ?? YamlList.Empty).Items)
            .Select(container => container.FindString("name") ?? "")
            .ToList();
        var name = context.Request.Parameter("container");
        if (name.Length == 0)
        {
            var own = (pod.Find("spec", "containers") as YamlList ?? YamlList.Empty).Items;
            name = own.Length == 1 || pod.FindString("metadata", "annotations", "kubectl.kubernetes.io/default-container") is not null
                ? own[0].FindString("name") ?? ""
                : throw StatusException.BadRequest($"a container name must be specified for pod {context.Name}, choose one of: [{string.Join(' ', own.Select(item => item.FindString("name")))}]");
        }

        if (!containers.Contains(name))
        {
            throw StatusException.BadRequest($"container {name} is not valid for pod {context.Name}");
        }

        return ApiResponse.Text(200, Tail(TextOf(pod, name), context.Request.Parameter("tailLines")));
    }

    private static string TextOf(YamlMap pod, string container)
    {
        var status = (pod.Find("status", "containerStatuses") as YamlList ?? YamlList.Empty).Items.FirstOrDefault(item => item.FindString("name") == container);
        var waiting = status?.FindString("state", "waiting", "reason");
        return waiting switch
        {
            "ImagePullBackOff" or "ErrImagePull" => throw StatusException.BadRequest($"container \"{container}\" in pod \"{pod.FindString("metadata", "name")}\" is waiting to start: trying and failing to pull image"),
            "CrashLoopBackOff" => $"{container}: starting in the sandbox\n{container}: failed, because the pod template asks for it\n",
            _ => $"{container}: the sandbox runs no containers; this one counts as started\n",
        };
    }

    private static string Tail(string text, string lines)
    {
        if (!int.TryParse(lines, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return text;
        }

        var all = text.TrimEnd('\n').Split('\n');
        return string.Concat(all.TakeLast(count).Select(line => line + "\n"));
    }
}
