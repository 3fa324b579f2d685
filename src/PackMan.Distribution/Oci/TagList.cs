using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PackMan.Charts;
using PackMan.Distribution.Http;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>The tags of a repository and the repositories of a registry, page by page.</summary>
internal static partial class TagList
{
    private const int LargestPage = 8 * 1024 * 1024;
    private const int MostPages = 500;

    /// <summary>The versions among the tags, in no order; null when there is no such repository.</summary>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public static async Task<IReadOnlyList<SemanticVersion>?> ReadVersionsAsync(RegistryClient client, CancellationToken cancellationToken) =>
        await ReadAsync(client, cancellationToken) is { } tags ? VersionsAmong(tags) : null;

    public static IReadOnlyList<SemanticVersion> VersionsAmong(IEnumerable<string> tags) => [.. tags.Select(VersionOf).OfType<SemanticVersion>()];

    /// <summary>The version that a tag names; null where it names none, or moves from version to version as `1.2` does.</summary>
    public static SemanticVersion? VersionOf(string tag) => SemanticVersion.TryParse(tag.Replace('_', '+')) is { IsComplete: true } version ? version : null;

    /// <summary>All tags; null when there is no such repository.</summary>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public static Task<IReadOnlyList<string>?> ReadAsync(RegistryClient client, CancellationToken cancellationToken) =>
        ReadAsync(client, new Listing("tags", client.UrlOf("tags/list?n=1000"), null, [HttpStatusCode.NotFound]), cancellationToken);

    /// <summary>The repositories of a registry; null when it does not tell, as most public ones.</summary>
    /// <exception cref="PackManException">The registry failed, or wants credentials.</exception>
    public static Task<IReadOnlyList<string>?> ReadCatalogAsync(RegistryClient client, CancellationToken cancellationToken) => ReadAsync(
        client,
        new Listing("repositories", client.CatalogUrl, "registry:catalog:*", [HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotImplemented]),
        cancellationToken);

    private static async Task<IReadOnlyList<string>?> ReadAsync(RegistryClient client, Listing listing, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        Uri? next = listing.Start;
        for (var page = 0; next is not null; page++)
        {
            if (page == MostPages)
            {
                throw new UnusableAnswerException(next, $"the list of {listing.Field} has more than {MostPages} pages");
            }

            var url = next;
            using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), cancellationToken, listing.Scope);
            if (listing.Missing.Contains(response.StatusCode))
            {
                return null;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw await client.Errors.ExplainAsync(response, cancellationToken);
            }

            names.AddRange(Parse(await client.Http.ReadBytesAsync(response, LargestPage, cancellationToken), url, listing.Field));
            next = NextOf(response, url);
        }

        return names;
    }

    private static IEnumerable<string> Parse(byte[] json, Uri url, string field)
    {
        try
        {
            return JsonText.Parse(json) is YamlMap map ? (map.Find(field) as YamlList)?.Items.OfType<YamlString>().Select(name => name.Value) ?? [] : throw NoList(url, field, null);
        }
        catch (JsonException broken)
        {
            throw NoList(url, field, broken);
        }
    }

    private static UnusableAnswerException NoList(Uri url, string field, Exception? cause) => new(url, $"it is no list of {field}", "Check that the host is a registry", cause);

    /// <summary>The address of the next page; null after the last.</summary>
    // Link: </v2/charts/web/tags/list?n=1000&last=1.2.0>; rel="next"
    public static Uri? NextOf(HttpResponseMessage response, Uri url)
    {
        var link = response.Headers.TryGetValues("Link", out var values) ? Next().Match(string.Join(", ", values)) : Match.Empty;
        if (!link.Success)
        {
            return null;
        }

        return Uri.TryCreate(url, link.Groups[1].Value, out var next) && RedirectHandler.IsSameServer(url, next) && next != url
            ? next
            : throw new UnusableAnswerException(url, "its next page is on another server, or is this one again");
    }

    [GeneratedRegex("""<([^>]*)>\s*;[^,]*rel="?next"?""", RegexOptions.IgnoreCase)]
    private static partial Regex Next();

    /// <param name="Scope">What the right is called; null for that of the client's repository.</param>
    /// <param name="Missing">Answers that mean there is no such list.</param>
    private sealed record Listing(string Field, Uri Start, string? Scope, HttpStatusCode[] Missing);
}
