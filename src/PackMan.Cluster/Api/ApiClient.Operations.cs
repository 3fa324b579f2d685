using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Cluster.Api;

/// <content>Single objects: get, create, apply, patch, delete.</content>
public sealed partial class ApiClient
{
    private const string DryRunAll = "All";

    /// <exception cref="ApiException">The server refused, a missing object (404) included.</exception>
    public Task<ApiAnswer> GetAsync(ResourcePath path, CancellationToken cancellationToken = default) =>
        SendAsync(Reading(path, path.ToString()), cancellationToken);

    /// <summary>The object; null when there is none.</summary>
    public async Task<ApiAnswer?> TryGetAsync(ResourcePath path, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync(path, cancellationToken);
        }
        catch (ApiException refusal) when (refusal.Status == 404)
        {
            return null;
        }
    }

    /// <summary>A document outside the resources (`/version`, discovery, OpenAPI).</summary>
    public Task<ApiAnswer> GetDocumentAsync(string pathAndQuery, string accept = ApiRequest.Json, CancellationToken cancellationToken = default) =>
        SendAsync(new ApiRequest($"Reading `{pathAndQuery}`", HttpMethod.Get, pathAndQuery) { Accept = accept, IsIdempotent = true }, cancellationToken);

    /// <summary>The text of a subresource such as a log.</summary>
    public async Task<string> GetTextAsync(ResourcePath path, IReadOnlyList<(string Name, string? Value)> parameters, CancellationToken cancellationToken = default)
    {
        var request = Reading(path, ApiRequest.Query(path.ToString(), [.. parameters])) with { Accept = "*/*" };
        return (await SendAsync(request, cancellationToken)).Text;
    }

    /// <summary>Creates an object in a collection.</summary>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public Task<ApiAnswer> CreateAsync(ResourcePath collection, YamlMap content, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var named = collection with { Name = content.FindString("metadata", "name") };
        return SendAsync(Writing("Creation", HttpMethod.Post, named, collection.ToString(), dryRun) with { Body = content }, cancellationToken);
    }

    /// <summary>Server-side apply.</summary>
    /// <exception cref="ApiException">The server refused; for field conflicts see `ApiErrors.ConflictsOf`.</exception>
    public Task<ApiAnswer> ApplyAsync(ResourcePath path, YamlMap content, ApplyOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var target = ApiRequest.Query(path.ToString(), ("force", options.Force ? "true" : "false"));
        var isGuarded = content.Find("metadata", "resourceVersion") is not null || content.Find("metadata", "uid") is not null;
        var request = Writing("Apply", HttpMethod.Patch, path, target, options.DryRun) with
        {
            Body = content,
            ContentType = ApiRequest.ApplyPatch,
            IsIdempotent = true,
            RepeatsConflicts = !isGuarded,
        };
        return SendAsync(request, cancellationToken);
    }

    /// <summary>Changes some fields. With `metadata.resourceVersion` in the patch it fails (409) if the object has moved on.</summary>
    public Task<ApiAnswer> MergePatchAsync(ResourcePath path, YamlMap patch, bool dryRun = false, CancellationToken cancellationToken = default) =>
        SendAsync(Writing("Change", HttpMethod.Patch, path, path.ToString(), dryRun) with { Body = patch, ContentType = ApiRequest.MergePatch }, cancellationToken);

    /// <summary>Asks for deletion; false when there is no such object.</summary>
    /// <exception cref="ApiException">The server refused; 409 when a precondition does not hold.</exception>
    public async Task<bool> DeleteAsync(ResourcePath path, DeleteOptions options, CancellationToken cancellationToken = default)
    {
        var request = new ApiRequest($"Deletion of `{path.Description}`", HttpMethod.Delete, path.ToString())
        {
            Body = DeleteBody(options),
            IsIdempotent = options.Uid is not null || options.DryRun,
        };
        try
        {
            await SendAsync(request, cancellationToken);
            return true;
        }
        catch (ApiException refusal) when (refusal.Status == 404)
        {
            return false;
        }
    }

    private static ApiRequest Reading(ResourcePath path, string target) =>
        new($"Reading `{path.Description}`", HttpMethod.Get, target) { IsIdempotent = true, IsSecret = IsSecret(path) };

    // Servers before 1.25 do not know fieldValidation and ignore it, as they do with every unknown parameter.
    private ApiRequest Writing(string verb, HttpMethod method, ResourcePath path, string target, bool dryRun)
    {
        var query = ApiRequest.Query("", ("fieldManager", _options.FieldManager), ("fieldValidation", "Strict"), ("dryRun", dryRun ? DryRunAll : null));
        var joined = target.Contains('?', StringComparison.Ordinal) ? $"{target}&{query[1..]}" : target + query;
        return new ApiRequest($"{verb} of `{path.Description}`", method, joined) { IsIdempotent = dryRun, IsSecret = IsSecret(path) };
    }

    private static bool IsSecret(ResourcePath path) => path.Resource is { Group: "", Kind: "Secret" };

    private static YamlMap DeleteBody(DeleteOptions options)
    {
        var preconditions = YamlMap.OfStrings(Present(("uid", options.Uid), ("resourceVersion", options.ResourceVersion)));
        var body = YamlMap.OfStrings(Present(("apiVersion", "v1"), ("kind", "DeleteOptions"), ("propagationPolicy", options.PropagationPolicy)));
        body = preconditions.Count == 0 ? body : body.With("preconditions", preconditions);
        return options.DryRun ? body.With("dryRun", YamlList.Of(new YamlString(DryRunAll))) : body;
    }

    private static IEnumerable<KeyValuePair<string, string>> Present(params IEnumerable<(string Key, string? Value)> entries) =>
        from entry in entries
        where entry.Value is not null
        select KeyValuePair.Create(entry.Key, entry.Value);
}
