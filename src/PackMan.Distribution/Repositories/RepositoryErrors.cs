using System.Net;
using PackMan.Distribution.Http;

namespace PackMan.Distribution.Repositories;

/// <summary>Says why the server of a repository did not give what it was asked for.</summary>
internal static class RepositoryErrors
{
    /// <param name="what">What was asked for: `index`, or a chart.</param>
    public static RefusalException Refusal(ChartRepository repository, string what, HttpResponseMessage response)
    {
        var answerer = HttpPipeline.AnswererOf(response);
        return new RefusalException(answerer, response.StatusCode, Advise(repository, what, answerer, response.StatusCode));
    }

    /// <param name="answerer">The address that refused.</param>
    public static string? Advise(ChartRepository repository, string what, Uri answerer, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => AdviseOnCredentials(repository, answerer),
        HttpStatusCode.BadRequest when answerer.Scheme == Uri.UriSchemeHttps && repository.Transport.CertificateFile is null =>
            "If it wants a client certificate, name one with `--cert-file` and `--key-file`",
        HttpStatusCode.NotFound when what == "index" => "Check the URL: a repository is the folder that holds `index.yaml`",
        HttpStatusCode.NotFound when repository.Name.Length > 0 => $"The index may be out of date: `packman repo update {repository.Name}` fetches the newest",
        HttpStatusCode.NotFound => "The index names an archive that is gone: ask whoever runs the repository",
        HttpStatusCode.TooManyRequests => "It has had too many requests: try again later",
        >= HttpStatusCode.InternalServerError => "Try again later; if it stays so, ask whoever runs the repository",
        _ => null,
    };

    private static string AdviseOnCredentials(ChartRepository repository, Uri answerer) => repository.Username switch
    {
        null => $"It wants a user that may read it: {Credentials(repository)}",
        var user when !repository.PassesCredentials && !RedirectHandler.IsSameServer(repository.Url, answerer) =>
            $"It is another server than the repository's, so it was not sent the credentials of `{user}`: if it may have them, say so with `--pass-credentials`",
        var user => $"It does not take the user `{user}` with this password: {Credentials(repository)}",
    };

    private static string Credentials(ChartRepository repository) => repository.Name.Length == 0
        ? "give `--username` and `--password`"
        : $"`packman repo add {repository.Name} {repository.ShownUrl} --username NAME --password-stdin --force-update`";
}
