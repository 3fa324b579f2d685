using System.Collections.Immutable;
using System.Globalization;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Api;

/// <content>Collections, page by page.</content>
public sealed partial class ApiClient
{
    private const string MetadataOnlyAccept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    /// <summary>All objects of a collection. When the server forgets the snapshot it was paging through (410), it starts anew.</summary>
    public async Task<ApiList> ListAsync(ResourcePath collection, ListOptions options, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ListPagesAsync(collection, options, options.PageSize, cancellationToken);
        }
        catch (ApiException refusal) when (refusal.Status == 410)
        {
            // In one piece there is no snapshot to forget (as client-go's pager falls back).
            return await ListPagesAsync(collection, options, 0, cancellationToken);
        }
    }

    private async Task<ApiList> ListPagesAsync(ResourcePath collection, ListOptions options, int pageSize, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<KubernetesObject>();
        string? next = null;
        while (true)
        {
            var answer = await SendAsync(PageRequest(collection, options, pageSize, next), cancellationToken);
            items.AddRange(ItemsOf(collection.Resource, answer.Body));
            next = answer.Body.FindString("metadata", "continue");
            if (string.IsNullOrEmpty(next))
            {
                var resourceVersion = answer.Body.FindString("metadata", "resourceVersion") ?? "";
                return new ApiList(items.ToImmutable(), resourceVersion, answer.ServerTime);
            }
        }
    }

    private static ApiRequest PageRequest(ResourcePath collection, ListOptions options, int pageSize, string? next) =>
        Reading(collection, ApiRequest.Query(
            collection.ToString(),
            ("labelSelector", options.LabelSelector),
            ("fieldSelector", options.FieldSelector),
            ("limit", pageSize == 0 ? null : pageSize.ToString(CultureInfo.InvariantCulture)),
            ("continue", next))) with
        {
            What = $"Listing `{collection.Description}`",
            Accept = options.MetadataOnly ? MetadataOnlyAccept : ApiRequest.Json,
        };

    private static IEnumerable<KubernetesObject> ItemsOf(ApiResource resource, YamlMap list) =>
        list.Find("items") is YamlList items
            ? items.Items.OfType<YamlMap>().Select(item => Typed(resource, item))
            : [];

    // Inside lists servers leave out what the list already says, and metadata-only answers say PartialObjectMetadata.
    private static KubernetesObject Typed(ApiResource resource, YamlMap item)
    {
        KeyValuePair<string, YamlNode>[] type =
        [
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString(resource.ApiVersion)),
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString(resource.Kind)),
        ];
        return new KubernetesObject(new YamlMap([.. type, .. item.Entries.Where(entry => entry.Key is not ("apiVersion" or "kind"))]));
    }
}
