using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace PackMan.Distribution.Oci;

/// <summary>What a registry asks for in `WWW-Authenticate`: a name and password, or a token of a token server.</summary>
internal abstract partial record AuthenticationChallenge
{
    public sealed record Basic : AuthenticationChallenge;

    /// <param name="Realm">The address of the token server.</param>
    public sealed record Bearer(Uri Realm, string? Service, string? Scope) : AuthenticationChallenge;

    /// <summary>The strongest challenge that can be met; null when there is none.</summary>
    public static AuthenticationChallenge? Read(HttpHeaderValueCollection<AuthenticationHeaderValue> headers)
    {
        var challenges = headers.Select(TryRead).OfType<AuthenticationChallenge>().ToList();
        return challenges.FirstOrDefault(challenge => challenge is Bearer) ?? challenges.FirstOrDefault();
    }

    private static AuthenticationChallenge? TryRead(AuthenticationHeaderValue header)
    {
        if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return new Basic();
        }

        var parameters = Parameter().Matches(header.Parameter ?? "")
            .ToLookup(match => match.Groups["name"].Value.ToLowerInvariant(), match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["bare"].Value);
        return header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(parameters["realm"].FirstOrDefault(), UriKind.Absolute, out var realm)
            ? new Bearer(realm, parameters["service"].FirstOrDefault(), parameters["scope"].FirstOrDefault())
            : null;
    }

    [GeneratedRegex("""(?<name>[A-Za-z_]+)\s*=\s*(?:"(?<quoted>[^"]*)"|(?<bare>[^",\s]+))""")]
    private static partial Regex Parameter();
}
