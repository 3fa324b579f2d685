using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using PackMan.Cluster;
using PackMan.Cluster.Api;

namespace PackMan.Tests.Cluster;

/// <summary>A server with a few objects that can be changed while they are watched.</summary>
internal sealed class FakeCollection : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal);
    private readonly List<(string Collection, string Name, PipeWriter Writer)> _watches = [];
    private int _version = 1;

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What is refused with 403: `list`, `watch` or `get`.</summary>
    public HashSet<string> Forbidden { get; } = [];

    /// <summary>Runs after a watch has begun.</summary>
    public Action? Watched { get; set; }

    /// <summary>Runs after an object was read singly.</summary>
    public Action? Read { get; set; }

    public KubernetesCluster Cluster(TimeProvider? time = null) => new(new ApiClient(this, ScriptedServer.Address, time ?? TimeProvider.System));

    /// <summary>Creates or changes an object; null removes it.</summary>
    public void Set(string path, string? content)
    {
        lock (_lock)
        {
            var type = content is null ? "DELETED" : _objects.ContainsKey(path) ? "MODIFIED" : "ADDED";
            var last = content is null ? _objects[path] : Versioned(path, content);
            _objects.Remove(path);
            if (content is not null)
            {
                _objects[path] = last;
            }

            foreach (var (collection, name, writer) in _watches.Where(watch => path.StartsWith(watch.Collection + "/", StringComparison.Ordinal)))
            {
                if (name.Length == 0 || path.EndsWith("/" + name, StringComparison.Ordinal))
                {
                    Send(writer, $$"""{"type":"{{type}}","object":""" + last + "}\n");
                }
            }
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var query = System.Web.HttpUtility.ParseQueryString(request.RequestUri.Query);
        var verb = query["watch"] == "true" ? "watch" : IsCollection(path) ? "list" : "get";
        Asked.Enqueue($"{verb} {path}{(query["fieldSelector"] is { } selector ? $" {selector}" : "")}");
        if (path.StartsWith("/api/v1/namespaces/", StringComparison.Ordinal) && Forbidden.Contains(verb))
        {
            return Task.FromResult(ScriptedServer.Status(403, "Forbidden", "no"));
        }

        var name = query["fieldSelector"]?.Replace("metadata.name=", "", StringComparison.Ordinal) ?? "";
        return Task.FromResult(verb switch
        {
            "watch" => Watch(path, name, cancellationToken),
            "list" => List(path, name),
            _ => Get(path),
        });
    }

    private static bool IsCollection(string path) => path.StartsWith("/api/v1/namespaces/", StringComparison.Ordinal) && path.Split('/').Length == 6;

    private HttpResponseMessage Get(string path)
    {
        if (path is "/api" or "/apis")
        {
            return ScriptedServer.Json(Discovery(path));
        }

        HttpResponseMessage answer;
        lock (_lock)
        {
            answer = _objects.TryGetValue(path, out var content) ? ScriptedServer.Json(content) : ScriptedServer.Status(404, "NotFound", "not found");
        }

        Read?.Invoke();
        return answer;
    }

    private HttpResponseMessage List(string path, string name)
    {
        lock (_lock)
        {
            var items = _objects.Where(entry => entry.Key.StartsWith(path + "/", StringComparison.Ordinal) && (name.Length == 0 || entry.Key.EndsWith("/" + name, StringComparison.Ordinal)));
            return ScriptedServer.Json($$"""{"metadata":{"resourceVersion":"{{_version}}"},"items":[{{string.Join(",", items.Select(entry => entry.Value))}}]}""");
        }
    }

    private HttpResponseMessage Watch(string path, string name, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        lock (_lock)
        {
            _watches.Add((path, name, pipe.Writer));
        }

        cancellationToken.Register(() => pipe.Writer.Complete());
        Watched?.Invoke();
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(pipe.Reader.AsStream()) };
    }

    private static void Send(PipeWriter writer, string line)
    {
        Encoding.UTF8.GetBytes(line, writer);
        _ = writer.FlushAsync().AsTask();
    }

    private string Versioned(string path, string content) =>
        content.Replace("\"metadata\":{", $"\"metadata\":{{\"name\":\"{path[(path.LastIndexOf('/') + 1)..]}\",\"resourceVersion\":\"{++_version}\",", StringComparison.Ordinal);

    private static string Discovery(string path) => path == "/apis"
        ? """{"kind":"APIGroupDiscoveryList","items":[]}"""
        : """
          {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[
            {"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced"},{"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced"},
            {"resource":"persistentvolumeclaims","responseKind":{"kind":"PersistentVolumeClaim"},"scope":"Namespaced"}]}]}]}
          """;
}
