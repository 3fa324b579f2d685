using System.Net;
using PackMan.Distribution.Http;

namespace PackMan.Distribution.Repositories;

/// <summary>Says why the server of a repository did not give what it was asked for.</summary>
internal static class RepositoryErrors
{
    /// <param name="what">What was asked for: `index`, or a chart.</param>
    public static RefusalException Refusal(ChartRepository repository, string what, HttpResponseMessage response) =>
        new(HttpPipeline.AnswererOf(response), response.StatusCode, Advise(repository, what, response.StatusCode));

    public static string? Advise(ChartRepository repository, string what, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when repository.Username is null =>
            $"It wants a user that may read it: {Credentials(repository)}",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"It does not take the user `{repository.Username}` with this password: {Credentials(repository)}",
        HttpStatusCode.NotFound when what == "index" => "Check the URL: a repository is the folder that holds `index.yaml`",
        HttpStatusCode.NotFound when repository.Name.Length > 0 => $"The index may be out of date: `packman repo update {repository.Name}` fetches the newest",
        HttpStatusCode.NotFound => "The index names an archive that is gone: ask whoever runs the repository",
        HttpStatusCode.TooManyRequests => "It has had too many requests: try again later",
        >= HttpStatusCode.InternalServerError => "Try again later; if it stays so, ask whoever runs the repository",
        _ => null,
    };

    private static string Credentials(ChartRepository repository) => repository.Name.Length == 0
        ? "give `--username` and `--password`"
        : $"`packman repo add {repository.Name} {repository.ShownUrl} --username NAME --password-stdin --force-update`";
}
