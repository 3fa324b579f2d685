using PackMan.Cluster.Api;
using PackMan.ClusterTests.Fixtures;
using Xunit;

namespace PackMan.ClusterTests.Contract;

/// <summary>An API server under the contract suite: the sandbox or a real one. What the real one answers is right.</summary>
/// <param name="Client">Raw HTTP for arranging and checking.</param>
/// <param name="Connection">Command-line arguments that lead `packman` to this server.</param>
internal sealed record ApiServer(KubeClient Client, Version Version, IReadOnlyList<string> Connection, bool IsSandbox)
{
    private const string DifferencesFile = "differences-1.20";

    /// <summary>PackMan's own client over the same HTTP stack.</summary>
    public ApiClient NewApiClient() => new(new ForwardingHandler(Client.Http), Client.Http.BaseAddress!, TimeProvider.System);

    public Task<TestNamespace> NewNamespaceAsync() => TestNamespace.CreateAsync(Client, "contract");

    /// <summary>Leaves out a case that the file of differences lists, on the server version it speaks of.</summary>
    public void LeaveOutIfListed(string caseName)
    {
        if (IsSandbox || Version > new Version(1, 20))
        {
            return;
        }

        var reason = Differences().GetValueOrDefault(caseName);
        Assert.SkipWhen(reason is not null, $"Listed in {DifferencesFile}: {reason}");
    }

    /// <summary>Fields of a kind that this version tracks one by one and later ones as a whole, as paths in `fieldsV1`.</summary>
    public IEnumerable<string[]> FieldsTrackedFinely(string kind) => IsSandbox || Version > new Version(1, 20)
        ? []
        : Differences().Keys.Select(name => name.Split(' ')).Where(words => words[0] == "owned" && words[1] == kind).Select(words => words[2..]);

    // A line is `case name: KEP and reason`; empty lines and comments are passed over.
    private static Dictionary<string, string> Differences() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, DifferencesFile))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private sealed class ForwardingHandler(HttpClient http) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
