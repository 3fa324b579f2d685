using PackMan.Live;
using PackMan.Manifests;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Actions.Deploy;

/// <summary>Answers `lookup` from the cluster.</summary>
public sealed class ClusterLookup(ICluster cluster, CancellationToken cancellationToken) : IObjectLookup
{
    // Templates are evaluated synchronously, and no synchronisation context is there to deadlock on.
    public YamlNode? Find(string apiVersion, string kind, string namespaceName, string name) =>
        Task.Run(() => FindAsync(apiVersion, kind, namespaceName, name), cancellationToken).GetAwaiter().GetResult();

    private async Task<YamlNode?> FindAsync(string apiVersion, string kind, string namespaceName, string name)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var (group, version) = (slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..]);
        var served = await cluster.GetApiResourcesAsync(cancellationToken: cancellationToken);
        if (served.Find(group, version, kind) is not { } resource)
        {
            return null;
        }

        var scope = resource.IsNamespaced && namespaceName.Length > 0 ? namespaceName : null;
        if (name.Length > 0)
        {
            return (await cluster.GetAsync(new ObjectReference(new ObjectIdentity(group, kind, scope, name), version), cancellationToken))?.Content;
        }

        var items = await cluster.ListAsync(resource, scope, cancellationToken: cancellationToken);
        return YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString(apiVersion)),
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString($"{kind}List")),
            KeyValuePair.Create<string, YamlNode>("items", YamlList.Of(items.Select(item => item.Content))));
    }
}
