using System.Text;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Api;

/// <summary>A place of the API: a collection, an object in it, or a subresource of that object.</summary>
/// <param name="Namespace">Null for cluster-scoped resources and for all namespaces at once.</param>
/// <param name="Name">Null for the collection.</param>
public sealed record ResourcePath(ApiResource Resource, string? Namespace, string? Name = null, string? Subresource = null)
{
    /// <summary>How users read this place: `deployment/shop/web`, or the plural and namespace of a collection.</summary>
    public string Description => Name is not null
        ? new ObjectIdentity(Resource.Group, Resource.Kind, Namespace, Name) + (Subresource is null ? "" : $" ({Subresource})")
        : Namespace is null ? Resource.Plural : $"{Resource.Plural} in {Namespace}";

    /// <summary>The URL path below the server's address.</summary>
    public override string ToString()
    {
        var path = new StringBuilder(Resource.Group.Length == 0 ? "/api/" : "/apis/").Append(Resource.ApiVersion);
        if (Namespace is not null && Resource.IsNamespaced)
        {
            path.Append("/namespaces/").Append(Uri.EscapeDataString(Namespace));
        }

        path.Append('/').Append(Resource.Plural);
        if (Name is not null)
        {
            path.Append('/').Append(Uri.EscapeDataString(Name));
        }

        return Subresource is null ? path.ToString() : path.Append('/').Append(Subresource).ToString();
    }
}
