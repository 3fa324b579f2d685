using System.Net.Http.Headers;
using System.Text;

namespace PackMan.Distribution.Http;

/// <summary>Name and password for web servers.</summary>
/// <param name="PassesToOthers">Whether servers that one redirects to get them too (`--pass-credentials`).</param>
public sealed record WebCredential(string Username, string Password, bool PassesToOthers)
{
    // A record prints all it holds.
    public override string ToString() => $"the credentials of {Username}";
}

/// <summary>Requests to web servers.</summary>
internal static class WebFile
{
    /// <summary>Asks for a file. A name and password in the URL are sent as basic credentials in place of those given.</summary>
    public static HttpRequestMessage Get(Uri url, WebCredential? credential)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(url) { UserName = "", Password = "" }.Uri);
        var pair = url.UserInfo.Length > 0 ? Uri.UnescapeDataString(url.UserInfo) : credential is null ? null : $"{credential.Username}:{credential.Password}";
        request.Headers.Authorization = pair is null ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        request.Options.Set(HttpPipeline.PassesCredentials, credential is { PassesToOthers: true });
        return request;
    }
}
