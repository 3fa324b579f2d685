using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of containers of every sort.</summary>
internal static class ContainerDefaults
{
    public static YamlMap Apply(YamlMap container) => container
        .Default(PullPolicyOf(container.FindString("image") ?? ""), "imagePullPolicy")
        .Default("/dev/termination-log", "terminationMessagePath")
        .Default("File", "terminationMessagePolicy")
        .EditItems(port => port.Default("TCP", "protocol"), "ports")
        .EditItems(variable => variable.Edit(reference => reference.Default("v1", "apiVersion"), "valueFrom", "fieldRef"), "env")
        .Edit(OfProbe, "livenessProbe")
        .Edit(OfProbe, "readinessProbe")
        .Edit(OfProbe, "startupProbe")
        .Edit(OfHttpGet, "lifecycle", "postStart", "httpGet")
        .Edit(OfHttpGet, "lifecycle", "preStop", "httpGet");

    /// <summary>The tag of an image decides how often it is pulled.</summary>
    private static string PullPolicyOf(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
        {
            return "IfNotPresent";
        }

        var name = image[(image.LastIndexOf('/') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || name[(colon + 1)..] == "latest" ? "Always" : "IfNotPresent";
    }

    private static YamlMap OfProbe(YamlMap probe) => probe
        .Default(1, "timeoutSeconds")
        .Default(10, "periodSeconds")
        .Default(1, "successThreshold")
        .Default(3, "failureThreshold")
        .Edit(OfHttpGet, "httpGet")
        .Edit(call => call.Default("", "service"), "grpc");

    private static YamlMap OfHttpGet(YamlMap get) => get.Default("/", "path").Default("HTTP", "scheme");
}
