using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Yaml;

namespace PackMan.Tests.Distribution.Oci;

/// <summary>A registry in memory behind a real socket: the parts of the OCI distribution API that pushing and pulling need. It misbehaves where a test says so.</summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _uploads = new();
    private int _lastUpload;

    private FakeRegistry()
    {
    }

    public LocalServer Server { get; private set; } = null!;

    public string Host => Server.Host;

    /// <summary>By digest.</summary>
    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    /// <summary>By `REPOSITORY:TAG` and `REPOSITORY@DIGEST`.</summary>
    public ConcurrentDictionary<string, byte[]> Manifests { get; } = new();

    /// <summary>`NAME:PASSWORD` that requests must prove; null lets all in.</summary>
    public string? Password { get; set; }

    /// <summary>The token server to send people to instead of asking for the password.</summary>
    public string? Realm { get; set; }

    public string Token { get; set; } = "letmein";

    public int PageSize { get; set; } = 1000;

    /// <summary>Whether the registry keeps account of manifests that refer to another, as OCI 1.1 has it.</summary>
    public bool ListsReferrers { get; set; }

    public IEnumerable<string> Asked => Server.Requests.Select(request => request.ToString());

    public static async Task<FakeRegistry> StartAsync(X509Certificate2? certificate = null)
    {
        var registry = new FakeRegistry();
        registry.Server = await LocalServer.StartAsync(registry.AnswerAsync, certificate);
        return registry;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (!IsKnown(context))
        {
            return ChallengeAsync(context);
        }

        if (path == "/v2/")
        {
            return Task.CompletedTask;
        }

        var (repository, kind, rest) = Split(path);
        return kind switch
        {
            "blobs" when rest.StartsWith("uploads/", StringComparison.Ordinal) => UploadAsync(context, repository, rest["uploads/".Length..]),
            "blobs" => BlobAsync(context, rest),
            "manifests" => ManifestAsync(context, repository, rest),
            "tags" => TagsAsync(context, repository),
            "referrers" when ListsReferrers => ReferrersAsync(context, repository, rest),
            _ => StatusAsync(context, 404, "UNSUPPORTED"),
        };
    }

    private static (string Repository, string Kind, string Name) Split(string path)
    {
        foreach (var kind in new[] { "blobs", "manifests", "tags", "referrers" })
        {
            if (path.IndexOf($"/{kind}/", StringComparison.Ordinal) is > 0 and var index)
            {
                return (path["/v2/".Length..index], kind, path[(index + kind.Length + 2)..]);
            }
        }

        return ("", "", "");
    }

    private bool IsKnown(HttpContext context)
    {
        var expected = Realm is not null ? $"Bearer {Token}" : Password is null ? "" : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Password));
        return expected.Length == 0 || context.Request.Headers.Authorization == expected;
    }

    private Task ChallengeAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = Realm is null
            ? "Basic realm=\"registry\""
            : $"Bearer realm=\"{Realm}\",service=\"registry.test\",scope=\"repository:{Split(context.Request.Path.Value!).Repository}:pull\"";
        return StatusAsync(context, 401, "UNAUTHORIZED");
    }

    private async Task BlobAsync(HttpContext context, string digest)
    {
        if (!Blobs.TryGetValue(digest, out var blob))
        {
            await StatusAsync(context, 404, "BLOB_UNKNOWN");
            return;
        }

        var start = 0;
        if (context.Request.Headers.Range.ToString() is { Length: > 0 } range)
        {
            start = int.Parse(range["bytes=".Length..].TrimEnd('-'));
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {start}-{blob.Length - 1}/{blob.Length}";
        }

        context.Response.ContentLength = blob.Length - start;
        if (context.Request.Method == "GET")
        {
            await context.Response.Body.WriteAsync(blob.AsMemory(start));
        }
    }

    private async Task UploadAsync(HttpContext context, string repository, string session)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (context.Request.Method == "POST")
        {
            session = $"{Interlocked.Increment(ref _lastUpload)}";
            _uploads[session] = [];
            context.Response.StatusCode = 202;
        }
        else if (!_uploads.TryGetValue(session, out var before))
        {
            await StatusAsync(context, 404, "BLOB_UPLOAD_UNKNOWN");
            return;
        }
        else if (context.Request.Method == "PUT")
        {
            byte[] content = [.. before, .. body.ToArray()];
            var digest = context.Request.Query["digest"].ToString();
            if (ContentDigest.Of(content).ToString() != digest)
            {
                await StatusAsync(context, 400, "DIGEST_INVALID");
                return;
            }

            Blobs[digest] = content;
            _uploads.TryRemove(session, out _);
            context.Response.StatusCode = 201;
        }
        else
        {
            _uploads[session] = [.. before, .. body.ToArray()];
            context.Response.StatusCode = context.Request.Method == "GET" ? 204 : 202;
        }

        context.Response.Headers.Location = $"/v2/{repository}/blobs/uploads/{session}?state=x";
        context.Response.Headers["Range"] = $"0-{Math.Max(0, (_uploads.GetValueOrDefault(session)?.Length ?? 0) - 1)}";
    }

    private async Task ManifestAsync(HttpContext context, string repository, string reference)
    {
        if (context.Request.Method == "PUT")
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Manifests[$"{repository}@{ContentDigest.Of(body.ToArray())}"] = body.ToArray();
            if (!reference.StartsWith("sha256:", StringComparison.Ordinal))
            {
                Manifests[$"{repository}:{reference}"] = body.ToArray();
            }

            if (ListsReferrers && JsonText.Parse(body.ToArray()).FindString("subject", "digest") is { } subject)
            {
                context.Response.Headers["OCI-Subject"] = subject;
            }

            context.Response.StatusCode = 201;
            return;
        }

        if (!Manifests.TryGetValue($"{repository}{(reference.StartsWith("sha256:", StringComparison.Ordinal) ? '@' : ':')}{reference}", out var manifest))
        {
            await StatusAsync(context, 404, "MANIFEST_UNKNOWN");
            return;
        }

        context.Response.Headers["Docker-Content-Digest"] = ContentDigest.Of(manifest).ToString();
        // Real registries hand out what they hold only to those who take its type.
        var mediaType = JsonText.Parse(manifest).FindString("mediaType") ?? "";
        if (!context.Request.Headers.Accept.ToString().Contains(mediaType, StringComparison.Ordinal))
        {
            await StatusAsync(context, 404, "MANIFEST_UNKNOWN");
            return;
        }

        context.Response.ContentType = mediaType;
        context.Response.ContentLength = manifest.Length;
        if (context.Request.Method == "GET")
        {
            await context.Response.Body.WriteAsync(manifest);
        }
    }

    private Task ReferrersAsync(HttpContext context, string repository, string subject)
    {
        var found = Manifests
            .Where(entry => entry.Key.StartsWith($"{repository}@", StringComparison.Ordinal) && JsonText.Parse(entry.Value).FindString("subject", "digest") == subject)
            .Select(entry => new Descriptor(ImageManifest.MediaType, ContentDigest.Of(entry.Value), entry.Value.Length)
            {
                ArtifactType = JsonText.Parse(entry.Value).FindString("artifactType"),
                Annotations = Descriptor.ReadAnnotations((YamlMap)JsonText.Parse(entry.Value)),
            });
        context.Response.ContentType = ImageIndex.MediaType;
        return context.Response.Body.WriteAsync(new ImageIndex([.. found]).Write()).AsTask();
    }

    private Task TagsAsync(HttpContext context, string repository)
    {
        var tags = Manifests.Keys.Where(key => key.StartsWith($"{repository}:", StringComparison.Ordinal)).Select(key => key[(repository.Length + 1)..]).Order(StringComparer.Ordinal).ToList();
        if (tags.Count == 0)
        {
            return StatusAsync(context, 404, "NAME_UNKNOWN");
        }

        var page = tags.Where(tag => string.CompareOrdinal(tag, context.Request.Query["last"].ToString()) > 0).Take(PageSize).ToList();
        if (page.Count > 0 && page[^1] != tags[^1])
        {
            context.Response.Headers.Link = $"</v2/{repository}/tags/list?last={page[^1]}&n={PageSize}>; rel=\"next\"";
        }

        return context.Response.WriteAsync(JsonText.Write(YamlMap.Of([KeyValuePair.Create<string, YamlNode>("tags", new YamlList([.. page.Select(tag => new YamlString(tag))]))])));
    }

    public static Task StatusAsync(HttpContext context, int status, string code, string message = "")
    {
        context.Response.StatusCode = status;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.WriteAsync($$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""");
    }
}
