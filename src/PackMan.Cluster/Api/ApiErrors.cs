using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Cluster.Api;

/// <summary>Turns the `Status` of a refusal into an exception with its facts.</summary>
internal static class ApiErrors
{
    private const int LongestForeignText = 300;

    public static ApiException From(ApiRequest request, int status, ReadOnlySpan<byte> body)
    {
        var node = ParseStatus(body);
        var reason = node?.FindString("reason") ?? "";
        var message = node?.FindString("message") ?? ForeignText(body);
        var causes = node is null ? [] : CausesOf(node);
        if (request.IsSecret)
        {
            var scrubber = new SecretScrubber(request.Body);
            causes = [.. causes.Select(scrubber.Scrub)];
            message = scrubber.Scrub(message);
        }

        return reason == "AlreadyExists"
            ? new AlreadyExistsException(request.What, message) { Causes = causes }
            : new ApiException(request.What, status, reason, message) { Causes = causes };
    }

    /// <summary>The conflicts of an apply; empty when the refusal is no field conflict.</summary>
    public static ImmutableArray<FieldConflict> ConflictsOf(ApiException refusal) => refusal.Status == 409
        ? [.. refusal.Causes.Where(cause => cause.Type == ConflictMessage.CauseType).Select(ConflictMessage.Parse)]
        : [];

    /// <summary>`Status.details.retryAfterSeconds`, for servers that send no header.</summary>
    public static TimeSpan? RetryAfterOf(ReadOnlySpan<byte> body) =>
        (ParseStatus(body)?.Find("details", "retryAfterSeconds") as YamlNumber)?.AsInt64 is { } seconds and > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static YamlMap? ParseStatus(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonText.Parse(body) is YamlMap map && map.FindString("kind") == "Status" ? map : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<ApiCause> CausesOf(YamlMap status) =>
        status.Find("details", "causes") is YamlList causes
            ? [.. causes.Items.Select(cause => new ApiCause(
                cause.FindString("reason") ?? "", cause.FindString("message") ?? "", cause.FindString("field") ?? ""))]
            : [];

    private static string ForeignText(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).Trim();
        if (text.Length == 0 || text[0] is '<' or '{')
        {
            return "it gave no reason that PackMan can read";
        }

        return text.Length > LongestForeignText ? text[..LongestForeignText] + "…" : text;
    }
}
