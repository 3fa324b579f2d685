using System.Globalization;
using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The newest known state of the objects that simulated nodes look at.</summary>
internal sealed class ClusterCache
{
    public const string Pods = "/api/v1/pods";
    public const string Claims = "/api/v1/persistentvolumeclaims";
    public const string Volumes = "/api/v1/persistentvolumes";
    public const string Services = "/api/v1/services";
    public const string Classes = "/apis/storage.k8s.io/v1/storageclasses";

    public static readonly IReadOnlyList<string> Collections = [Pods, Claims, Volumes, Services, Classes];

    private readonly Dictionary<string, Dictionary<string, JsonObject>> _objects =
        Collections.ToDictionary(collection => collection, _ => new Dictionary<string, JsonObject>());

    public IReadOnlyCollection<JsonObject> All(string collection) => _objects[collection].Values;

    public JsonObject? Find(string collection, string uid) => _objects[collection].GetValueOrDefault(uid);

    public JsonObject? Find(string collection, string namespaceName, string name) =>
        All(collection).FirstOrDefault(item => item.Name() == name && item.Namespace() == namespaceName);

    public void Apply(ResourceEvent change)
    {
        if (change.IsDeleted)
        {
            _objects[change.Collection].Remove(change.Object.Uid());
        }
        else
        {
            Keep(change.Collection, change.Object);
        }
    }

    /// <summary>Keeps an object unless a later version is known already, as the answer to our own write often is.</summary>
    public void Keep(string collection, JsonObject item)
    {
        if (!_objects[collection].TryGetValue(item.Uid(), out var known) || VersionOf(item) >= VersionOf(known))
        {
            _objects[collection][item.Uid()] = item;
        }
    }

    // Opaque to clients in general, but this fixture is only ever used on servers over etcd.
    private static long VersionOf(JsonObject item) => long.Parse(item.Text("metadata", "resourceVersion"), CultureInfo.InvariantCulture);
}
