using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PackMan.Sandbox;
using PackMan.Yaml;
using Xunit;

namespace PackMan.Tests.Sandbox;

/// <summary>A sandbox in a folder of its own, spoken to over HTTP.</summary>
internal sealed class SandboxApi : IDisposable
{
    private readonly bool _ownsFolder;

    public SandboxApi(string? folder = null)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("packman-sandbox-").FullName;
        Client = new HttpClient(new SandboxHandler(new SandboxOptions { Folder = Folder, Time = Time, Randomness = new Random(1) }))
        {
            BaseAddress = new Uri("https://sandbox.invalid"),
        };
        Client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("tester", "1"));
    }

    public string Folder { get; }

    public HttpClient Client { get; }

    public TestClock Time { get; } = new();

    public Task<Answer> Get(string path, string? accept = null) => Send(HttpMethod.Get, path, null, "application/json", accept);

    public Task<Answer> Post(string path, string body) => Send(HttpMethod.Post, path, body, "application/json");

    public Task<Answer> Put(string path, string body) => Send(HttpMethod.Put, path, body, "application/json");

    public Task<Answer> Delete(string path, string? body = null) => Send(HttpMethod.Delete, path, body, "application/json");

    public Task<Answer> MergePatch(string path, string body) => Send(HttpMethod.Patch, path, body, "application/merge-patch+json");

    /// <summary>Server-side apply as a manager.</summary>
    public Task<Answer> Apply(string path, string body, string manager = "packman", string options = "") =>
        Send(HttpMethod.Patch, $"{path}?fieldManager={manager}{options}", body, "application/apply-patch+yaml");

    public async Task<Answer> Send(HttpMethod method, string path, string? body, string mediaType, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), [.. response.Headers.TryGetValues("Warning", out var warnings) ? warnings : []]);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>An HTTP answer with its JSON read.</summary>
internal sealed record Answer(HttpStatusCode Code, string Text, IReadOnlyList<string> Warnings)
{
    public int Status => (int)Code;

    public YamlMap Json => (YamlMap)JsonText.Parse(Text);

    public string Message => Json.FindString("message") ?? "";

    public string Reason => Json.FindString("reason") ?? "";

    /// <summary>The JSON at a path of map keys; `null` when it is absent.</summary>
    public string At(params string[] path) => Json.Find(path) is { } node ? JsonText.Write(node) : "null";

    /// <summary>The fields one manager owns, as JSON; `null` when it owns none.</summary>
    public string Owned(string manager) =>
        (Json.Find("metadata", "managedFields") as YamlList ?? YamlList.Empty).Items.FirstOrDefault(entry => entry.FindString("manager") == manager)?.Find("fieldsV1") is { } fields
            ? JsonText.Write(fields)
            : "null";
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Short reads of answers.</summary>
internal static class Reading
{
    public static IReadOnlyList<YamlNode> Items(this YamlNode node, params string[] path) => node.Find(path) is YamlList list ? list.Items : [];

    public static long? Number(this YamlNode node, params string[] path) => (node.Find(path) as YamlNumber)?.AsInt64;
}
