using PackMan.Charts;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Oci;

/// <summary>Something a registry holds.</summary>
/// <param name="Name">`oci://HOST/PATH`.</param>
/// <param name="Version">Null where only the name is known.</param>
public sealed record OciSearchResult(string Name, SemanticVersion? Version);

/// <summary>Lists the versions of a chart; or, of a registry or a path with charts below it, what there is.</summary>
public sealed class OciSearch(RegistryAccess access)
{
    /// <exception cref="PackManException">There is no such chart, or the registry does not tell what it holds.</exception>
    public async Task<IReadOnlyList<OciSearchResult>> RunAsync(OciRepository place, VersionChoice version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(version);
        if (place.Path.Length > 0 && await access.ReadAsync(place, isPinned: false, VersionsAsync) is { } versions)
        {
            return [.. versions.Where(version.Range.IsSatisfiedBy).Order(SemanticVersion.NewestFirst).Select(found => new OciSearchResult(NameOf(place), found))];
        }

        var client = await RegistryClient.OpenAsync(access, place, Purpose(place), isWriting: false, cancellationToken);
        var names = await TagList.ReadCatalogAsync(client, cancellationToken) ?? throw NoCatalog(client);
        return [.. names.Where(name => IsBelow(name, place.Path)).Order(StringComparer.Ordinal).Select(name => new OciSearchResult(NameOf(place with { Path = name }), null))];

        async Task<IReadOnlyList<SemanticVersion>?> VersionsAsync(RegistryAccess way, OciRepository repository) =>
            await TagList.ReadVersionsAsync(await RegistryClient.OpenAsync(way, repository, Purpose(repository), isWriting: false, cancellationToken), cancellationToken);
    }

    private static string Purpose(OciRepository place) => $"search `{place}`";

    private static bool IsBelow(string name, string path) => path.Length == 0 || name.StartsWith(path + "/", StringComparison.Ordinal);

    private static string NameOf(OciRepository repository) => $"{OciReference.Scheme}{repository}";

    private static RegistryException NoCatalog(RegistryClient client) => client.Repository.Path.Length == 0
        ? new RegistryException(client.Errors.Purpose, $"`{client.Repository.Host}` does not tell what it holds, as most registries", $"Name a chart to list its versions, as in `oci://{client.Repository.Host}/charts/web`")
        : new RegistryException(client.Errors.Purpose, $"`{client.Repository.Host}` has no chart `{client.Repository.Path}`, and does not tell what it holds", "Check the path: the chart's own name is its last part");
}
