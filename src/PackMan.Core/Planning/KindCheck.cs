using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>Finds the resource of every kind. Discovery is fresh: <see cref="DiscoveredSet"/> asked again for kinds it did not know.</summary>
internal sealed class KindCheck(ICluster cluster)
{
    public async Task<ImmutableArray<DesiredObject>> ResolveAsync(IReadOnlyList<DesiredObject> objects, CancellationToken cancellationToken)
    {
        var made = CrdResources.Of(objects.Select(item => item.Marked));
        var served = await cluster.GetApiResourcesAsync(cancellationToken: cancellationToken);
        return [.. objects.Select(item => Resolve(item, served, made))];
    }

    private static DesiredObject Resolve(DesiredObject item, ApiResources served, ImmutableArray<ApiResource> made)
    {
        var target = item.Marked;
        if (served.Find(target.Group, target.Version, target.Kind) is { } resource)
        {
            return item with { Resource = resource };
        }

        return Find(served, made, target) is { } coming
            ? item with { Resource = coming, NotCheckable = KindReasons.Made }
            : throw UnknownKindException.Of(item, served);
    }

    private static ApiResource? Find(ApiResources served, ImmutableArray<ApiResource> made, KubernetesObject target) =>
        served.Find(target.Group, target.Version, target.Kind)
        ?? made.FirstOrDefault(resource => resource.Group == target.Group && resource.Version == target.Version && resource.Kind == target.Kind);
}

/// <summary>The cluster does not serve a kind of the release in that version.</summary>
public sealed class UnknownKindException : PackManException
{
    private readonly string _hint;
    private readonly CodeFrame? _place;

    private UnknownKindException(string message, string hint, CodeFrame? place)
        : base(message)
    {
        _hint = hint;
        _place = place;
    }

    public override string Hint => _hint;

    public override CodeFrame? Frame => _place;

    internal static UnknownKindException Of(DesiredObject item, ApiResources served)
    {
        var target = item.Marked;
        if (served.FailingGroups.TryGetValue(target.ApiVersion, out var reason))
        {
            return new($"`{target}` needs the API `{target.ApiVersion}`, which does not answer: {reason}", "Mend or remove its APIService (`kubectl get apiservices`)", item.Place);
        }

        var versions = served.Resources.Where(resource => resource.Kind == target.Kind).Select(resource => $"`{resource.ApiVersion}`").Distinct().ToList();
        return versions.Count > 0
            ? new($"`{target}` has the API version `{target.ApiVersion}`, in which the cluster does not serve {target.Kind}", $"Use {string.Join(" or ", versions)}", item.Place)
            : new($"`{target}` has the kind {target.Kind} of `{target.ApiVersion}`, which the cluster does not know", "Install the CustomResourceDefinition first, or put it into the chart's `crds/`", item.Place);
    }
}
