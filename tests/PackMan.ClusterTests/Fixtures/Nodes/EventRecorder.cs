using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>What kubelets, the scheduler and provisioners write about objects for people to read.</summary>
internal sealed record SimulatedEvent(string Type, string Reason, string Message)
{
    public static SimulatedEvent Normal(string reason, string message) => new("Normal", reason, message);

    public static SimulatedEvent Warning(string reason, string message) => new("Warning", reason, message);
}

/// <summary>Writes Events about objects.</summary>
internal sealed class EventRecorder(KubeClient client)
{
    private int _count;

    public async Task RecordAsync(JsonObject about, string kind, string component, SimulatedEvent happening, CancellationToken cancellationToken)
    {
        var space = about.Namespace() is { Length: > 0 } name ? name : "default";
        try
        {
            await client.CreateAsync($"/api/v1/namespaces/{space}/events", Event(about, kind, component, happening, space), cancellationToken);
        }
        catch (KubeStatusException)
        {
            // As in Kubernetes itself, an event is never worth failing for; a namespace that ends takes none, for example.
        }
    }

    private JsonObject Event(JsonObject about, string kind, string component, SimulatedEvent happening, string space)
    {
        var now = KubeTime.Now();
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"{about.Name()}.{DateTime.UtcNow.Ticks:x}{Interlocked.Increment(ref _count):x}", ["namespace"] = space },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = kind,
                ["namespace"] = about.Namespace(),
                ["name"] = about.Name(),
                ["uid"] = about.Uid(),
                ["resourceVersion"] = about.Text("metadata", "resourceVersion"),
            },
            ["type"] = happening.Type,
            ["reason"] = happening.Reason,
            ["message"] = happening.Message,
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["firstTimestamp"] = now,
            ["lastTimestamp"] = now,
            ["count"] = 1,
        };
    }
}
