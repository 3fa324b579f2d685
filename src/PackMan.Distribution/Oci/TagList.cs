using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PackMan.Charts;
using PackMan.Distribution.Http;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>The tags of a repository, page by page.</summary>
internal static partial class TagList
{
    private const int LargestPage = 8 * 1024 * 1024;
    private const int MostPages = 500;

    /// <summary>The versions among the tags, in no order; null when there is no such repository.</summary>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public static async Task<IReadOnlyList<SemanticVersion>?> ReadVersionsAsync(RegistryClient client, CancellationToken cancellationToken) =>
        await ReadAsync(client, cancellationToken) is { } tags
            ? [.. tags.Select(tag => SemanticVersion.TryParse(tag.Replace('_', '+'))).OfType<SemanticVersion>()]
            : null;

    public static async Task<IReadOnlyList<string>?> ReadAsync(RegistryClient client, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        var next = client.UrlOf("tags/list?n=1000");
        for (var page = 0; next is not null; page++)
        {
            if (page == MostPages)
            {
                throw new UnusableAnswerException(next, $"the list of tags has more than {MostPages} pages");
            }

            var url = next;
            using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw await client.Errors.ExplainAsync(response, cancellationToken);
            }

            tags.AddRange(Parse(await client.Http.ReadBytesAsync(response, LargestPage, cancellationToken), url));
            next = NextOf(response, url);
        }

        return tags;
    }

    private static IEnumerable<string> Parse(byte[] json, Uri url)
    {
        try
        {
            return JsonText.Parse(json) is YamlMap map ? (map.Find("tags") as YamlList)?.Items.OfType<YamlString>().Select(tag => tag.Value) ?? [] : throw NoTags(url, null);
        }
        catch (JsonException broken)
        {
            throw NoTags(url, broken);
        }
    }

    private static UnusableAnswerException NoTags(Uri url, Exception? cause) => new(url, "it is no list of tags", "Check that the host is a registry", cause);

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
}
