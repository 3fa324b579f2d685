using System.Globalization;
using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>What a simulated container does.</summary>
internal enum ContainerBehaviour
{
    /// <summary>Runs and is ready.</summary>
    Serves,

    /// <summary>Runs and never gets ready (an image called <c>unready</c>).</summary>
    NeverReady,

    /// <summary>Ends with exit code 0.</summary>
    Completes,

    /// <summary>Ends with another exit code (an image called <c>crash</c>).</summary>
    Crashes,

    /// <summary>Has an image that cannot be pulled (one called <c>missing</c>).</summary>
    Missing,
}

/// <summary>Reads a container's behaviour off its image, as charts can set nothing else on every kind of workload.</summary>
internal static class ContainerBehaviours
{
    public static ContainerBehaviour Of(JsonObject pod, JsonObject container)
    {
        var image = container.Text("image");
        return image switch
        {
            _ when Has(image, "missing") => ContainerBehaviour.Missing,
            _ when Has(image, "crash") => ContainerBehaviour.Crashes,
            _ when Has(image, "unready") => ContainerBehaviour.NeverReady,
            _ when Has(image, "endless") => ContainerBehaviour.Serves,
            _ when IsInit(pod, container) => container.Text("restartPolicy") == "Always" ? ContainerBehaviour.Serves : ContainerBehaviour.Completes,
            _ => pod.Text("spec", "restartPolicy") == "Always" ? ContainerBehaviour.Serves : ContainerBehaviour.Completes,
        };
    }

    /// <summary>A crashing image's tag if that is a number, else 1: <c>example/crash:137</c> ends with 137.</summary>
    public static int ExitCode(JsonObject container) =>
        int.TryParse(container.Text("image").Split(':')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 1;

    private static bool Has(string image, string word) => image.Contains(word, StringComparison.Ordinal);

    private static bool IsInit(JsonObject pod, JsonObject container) =>
        pod.Items("spec", "initContainers").Any(init => init.Text("name") == container.Text("name"));
}
