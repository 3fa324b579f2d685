using System.Collections.Immutable;
using System.Globalization;
using PackMan.Cluster.Readiness;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>The objects of a release as they are in the cluster now.</summary>
internal static class LiveObjects
{
    /// <summary>Each object with its live state; null where it is gone.</summary>
    public static async Task<IReadOnlyList<LiveObject>> ReadAsync(ICluster cluster, ImmutableArray<ObjectReference> inventory, CancellationToken cancellationToken)
    {
        var objects = await Task.WhenAll(inventory.Select(async reference => new LiveObject(reference, await cluster.GetAsync(reference, cancellationToken))));
        return [.. objects.OrderBy(item => item.Reference.ToString(), StringComparer.Ordinal)];
    }

    public static YamlList Model(IEnumerable<LiveObject> objects) => YamlList.Of(objects.Select(item => Output.Model.Map(
        ("apiVersion", Output.Model.Text(item.Reference.ApiVersion)),
        ("kind", Output.Model.Text(item.Reference.Identity.Kind)),
        ("namespace", Output.Model.TextOrNone(item.Reference.Identity.Namespace)),
        ("name", Output.Model.Text(item.Reference.Identity.Name)),
        ("state", Output.Model.Text(item.State)),
        ("reason", Output.Model.TextOrNone(item.Reason)))));

    public static Table Table(IEnumerable<LiveObject> objects, DateTimeOffset now)
    {
        var table = new Table("OBJECT", "STATE", "AGE", "REASON");
        foreach (var item in objects)
        {
            table.Add(item.Reference.ToString(), item.State, item.Live is { } live ? Age(live, now) : "", item.Reason);
        }

        return table;
    }

    // kubectl's way to write an age, cut to its largest unit or two.
    private static string Age(KubernetesObject live, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(live.Content.FindString("metadata", "creationTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created))
        {
            return "";
        }

        var age = now - created;
        return age switch
        {
            { TotalSeconds: < 120 } => $"{Math.Max(0, (int)age.TotalSeconds)}s",
            { TotalMinutes: < 120 } => $"{(int)age.TotalMinutes}m",
            { TotalHours: < 48 } => $"{(int)age.TotalHours}h",
            _ => $"{(int)age.TotalDays}d",
        };
    }
}

/// <summary>An object of the inventory and what the cluster has of it.</summary>
internal sealed record LiveObject(ObjectReference Reference, KubernetesObject? Live)
{
    // Kinds without a state of their own are just there.
    private ReadinessState? Readiness { get; } = Live is null || ReadinessRules.IsReadyAtOnce(Reference.Identity) ? null : ReadinessRules.Check(Live, AwaitedState.Ready);

    public string State => Live switch
    {
        null => "missing",
        { DeletionTimestamp: not null } => "terminating",
        _ => Readiness switch
        {
            ReadinessState.Ready => "ready",
            ReadinessState.Waiting => "waiting",
            ReadinessState.Failed => "failed",
            _ => "present",
        },
    };

    /// <summary>Why it is so; empty where the state says it all.</summary>
    public string Reason => Live?.DeletionTimestamp is null ? Readiness?.Reason ?? "" : "";
}
