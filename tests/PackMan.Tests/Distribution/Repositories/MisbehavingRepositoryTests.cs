using System.IO.Compression;
using System.Text;
using PackMan.Distribution.Cache;
using PackMan.Tests.Cli;
using PackMan.Tests.Cluster;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Repositories;

/// <summary>Servers of repositories that stall, reset, lie or fail: one clear error or a bounded number of attempts, and nothing half-fetched stays.</summary>
public sealed class MisbehavingRepositoryTests : IAsyncLifetime
{
    // Shorter than any limit of the client's, so that delays between attempts pass at once and limits never fire.
    private static readonly TimeSpan Delays = TimeSpan.FromSeconds(20);

    private static readonly byte[] Archive = TestArchive.Chart().File("web/noise", Noise(200_000)).Pack();

    private static readonly string Index = $"apiVersion: v1\nentries:\n  web:\n  - version: 1.2.3\n    digest: {ContentDigest.Of(Archive).Hex}\n    urls:\n    - web-1.2.3.tgz\n";

    private readonly TestFolder _folder = new();
    private RawServer _server = null!;
    private Func<ServedRequest, RawAnswer, Task<bool>> _misbehave = (_, _) => Task.FromResult(false);

    public ValueTask InitializeAsync()
    {
        _server = new RawServer(AnswerAsync);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Incoming.ShouldBeEmpty();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What a server may do in place of an answer, how often it is asked, and what is said of it.</summary>
    public static TheoryData<string, int, string> Misdeeds => new()
    {
        { "401", 1, "the server answered 401 Unauthorized" },
        { "403", 1, "the server answered 403 Forbidden" },
        { "404", 1, "the server answered 404 Not found" },
        { "418", 1, "the server answered 418" },
        { "429", 5, "the server answered 429 Too many requests" },
        { "500", 5, "the server answered 500 Internal server error" },
        { "503", 5, "the server answered 503 Service unavailable" },
        { "patience", 1, "the server answered 429 Too many requests" },
        { "reset", 5, "cannot be reached: the connection broke" },
        { "hang up", 5, "cannot be reached: the connection broke" },
        { "reset in the body", 5, "cannot be reached: the connection broke" },
        { "fewer bytes than promised", 5, "cannot be reached: the connection broke" },
        { "broken chunks", 5, "cannot be reached: the connection broke" },
        { "more bytes than anyone takes", 1, "is refused: it has more than" },
        { "no HTTP", 5, "cannot be reached: the connection broke" },
        { "endless headers", 5, "cannot be reached: the connection broke" },
        { "redirects in a circle", 11, "is refused: it is the 10th redirect in a row" },
        { "redirect to nowhere", 1, "is refused: it is a redirect that does not say where to" },
        { "redirect to a file", 1, "is refused: it redirects from `http` to `file`" },
    };

    [Theory]
    [MemberData(nameof(Misdeeds))]
    public async Task An_index_that_does_not_come_is_one_error_and_adds_nothing(string misdeed, int requests, string said)
    {
        _misbehave = Only("/charts/index.yaml", misdeed);

        var spoken = await RunAsync($"packman repo add stable {_server.Address}/charts --username ada --password s3cret");

        ShouldBeOneError(spoken, said);
        _server.Requests.Count.ShouldBe(requests);
        FilesIn("home/.cache/packman/repository").ShouldBeEmpty();
        (await RunAsync("packman repo list -o json")).Output.ShouldBe("[]\n");
    }

    [Theory]
    [MemberData(nameof(Misdeeds))]
    public async Task An_archive_that_does_not_come_is_one_error_and_leaves_no_file(string misdeed, int requests, string said)
    {
        await RunAsync($"packman repo add stable {_server.Address}/charts");
        _server.Requests.Clear();
        _misbehave = Only("/charts/web-1.2.3.tgz", misdeed);

        var spoken = await RunAsync("packman pull stable/web --destination pulled");

        ShouldBeOneError(spoken, said);
        _server.Requests.Count.ShouldBe(requests);
        FilesIn("pulled").ShouldBeEmpty();
        _misbehave = (_, _) => Task.FromResult(false);
        (await RunAsync("packman pull stable/web --destination pulled")).ExitCode.ShouldBe(0);
        FilesIn("pulled").ShouldBe(["web-1.2.3.tgz"]);
    }

    [Theory]
    [InlineData("index.yaml", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", 30, "nothing came for 30 s")]
    [InlineData("index.yaml", "HTTP/1.1 2", 60, "there was no answer within 60 s")]
    [InlineData("web-1.2.3.tgz", "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", 30, "nothing came for 30 s")]
    [InlineData("web-1.2.3.tgz", "HTTP/1.1 2", 60, "there was no answer within 60 s")]
    public async Task A_server_that_stalls_is_given_up_after_a_few_attempts(string file, string beginning, int seconds, string said)
    {
        await RunAsync($"packman repo add stable {_server.Address}/charts");
        _misbehave = async (request, answer) =>
        {
            if (!request.Path.EndsWith(file, StringComparison.Ordinal))
            {
                return false;
            }

            await answer.SendAsync(beginning);
            await answer.StallAsync();
            return true;
        };
        // In which the limit that is waited for passes at once, and no longer one.
        var time = new InstantTime(TimeSpan.FromSeconds(seconds + 1));

        var spoken = await RunAsync(file == "index.yaml" ? "packman repo update" : "packman pull stable/web", time);

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain($"cannot be reached: {said}");
        time.Delays.Count(delay => delay == TimeSpan.FromSeconds(seconds)).ShouldBe(5);
        FilesIn(".").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_ends_when_its_time_is_over()
    {
        _misbehave = (_, answer) => answer.StallAsync().ContinueWith(_ => true, TaskScheduler.Default);

        var spoken = await RunAsync($"packman repo add stable {_server.Address}/charts --timeout 15s");

        ShouldBeOneError(spoken, "The index of `stable` did not come within 15 s");
        spoken.Error.ShouldContain("give it more time with `--timeout`");
    }

    [Fact]
    public async Task A_server_that_asks_for_patience_gets_it()
    {
        var refusals = 0;
        _misbehave = async (_, answer) =>
        {
            if (Interlocked.Increment(ref refusals) > 2)
            {
                return false;
            }

            await answer.SendAsync(429, "Retry-After: 7\r\n", default);
            return true;
        };
        var time = new InstantTime(Delays);

        (await RunAsync($"packman repo add stable {_server.Address}/charts", time)).ExitCode.ShouldBe(0);

        time.Delays.Count(delay => delay == TimeSpan.FromSeconds(7)).ShouldBe(2);
    }

    [Theory]
    [InlineData("index.yaml")]
    [InlineData("web-1.2.3.tgz")]
    public async Task A_file_whose_connection_breaks_is_taken_up_where_it_broke(string file)
    {
        var content = file == "index.yaml" ? Encoding.UTF8.GetBytes($"# {new string('x', 300_000)}\n{Index}") : Archive;
        _misbehave = async (request, answer) =>
        {
            if (!request.Path.EndsWith(file, StringComparison.Ordinal))
            {
                return false;
            }

            if (request.Range.Length == 0)
            {
                await answer.SendAsync($"HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: {content.Length}\r\n\r\n");
                await answer.SendAsync(content.AsMemory(0, 150_000));
                return true;
            }

            var start = int.Parse(request.Range["bytes=".Length..^1], null);
            await answer.SendAsync(206, $"ETag: \"1\"\r\nContent-Range: bytes {start}-{content.Length - 1}/{content.Length}\r\n", content.AsMemory(start));
            return true;
        };

        (await RunAsync($"packman repo add stable {_server.Address}/charts")).ExitCode.ShouldBe(0);
        (await RunAsync("packman pull stable/web")).ExitCode.ShouldBe(0);

        _server.Requests.Where(request => request.Path.EndsWith(file, StringComparison.Ordinal)).Select(request => request.Range).ShouldBe(["", "bytes=150000-"]);
        (await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "web-1.2.3.tgz"), TestContext.Current.CancellationToken)).ShouldBe(Archive);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("  <!DOCTYPE html><title>Log in</title>", "it is a page of HTML, as servers show to log in")]
    [InlineData("just a text\n", "it is no map")]
    [InlineData("a: [1\n", "it is no YAML")]
    [InlineData("{\"apiVersion\": \"v1\", \"entries\": ", "it is no JSON")]
    [InlineData("entries: {}\n", "it has no `apiVersion`")]
    [InlineData("apiVersion: v1\nentries:\n- web\n", "`entries` is no map")]
    [InlineData("apiVersion: v1\nentries:\n  web:\n  - {version: 1.0.0, urls: [a]}\n  web: []\n", "the chart `web` stands in it twice")]
    [InlineData("apiVersion: v1\nentries: &e\n  web: *e\n", "it has an alias")]
    [InlineData("\u0000\u0001\u0002", "it is no")]
    [InlineData("\u001f\u008bnot gzip", "it is packed with gzip, and damaged")]
    public async Task What_is_no_index_is_told_with_the_reason(string content, string said)
    {
        _misbehave = (_, answer) => SendIndexAsync(answer, Encoding.Latin1.GetBytes(content));

        var spoken = await RunAsync($"packman repo add stable {_server.Address}/charts");

        ShouldBeOneError(spoken, $"The index `{_server.Address}/charts/index.yaml` cannot be used: ");
        spoken.Error.ShouldContain(said);
        FilesIn("home/.cache/packman/repository").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_of_100_MB_is_read()
    {
        _misbehave = (_, answer) => SendIndexAsync(answer, Packed(index =>
        {
            index.Write("apiVersion: v1\nentries:\n  web:\n");
            for (var version = 0; version < 1000; version++)
            {
                index.Write($"  - annotations:\n      notes: |\n");
                for (var line = 0; line < 100; line++)
                {
                    index.Write($"        {Filler}\n");
                }

                index.Write($"    version: 1.0.{version}\n    urls:\n    - web-1.0.{version}.tgz\n");
            }
        }));

        (await RunAsync($"packman repo add stable {_server.Address}/charts")).ExitCode.ShouldBe(0);

        new FileInfo(Path.Combine(_folder.Path, "home/.cache/packman/repository/stable-index.yaml")).Length.ShouldBeGreaterThan(100_000_000);
        (await RunAsync("packman search repo web --versions -o json")).Output.ShouldContain("1.0.999");
    }

    [Fact]
    public async Task An_index_beyond_256_MiB_is_refused_however_small_it_is_packed()
    {
        _misbehave = (_, answer) => SendIndexAsync(answer, Packed(index =>
        {
            for (var line = 0; line < 260 * 1024; line++)
            {
                index.Write($"#{Filler}\n");
            }
        }));

        ShouldBeOneError(await RunAsync($"packman repo add stable {_server.Address}/charts"), "cannot be used: it has more than 256 MiB");
    }

    [Theory]
    [InlineData(250_000, null)]
    [InlineData(250_001, "it has more than 250000 versions")]
    public async Task An_index_may_have_250_000_versions_and_no_more(int count, string? said)
    {
        _misbehave = (_, answer) => SendIndexAsync(answer, Packed(index =>
        {
            index.Write("apiVersion: v1\nentries:\n");
            for (var version = 0; version < count; version++)
            {
                index.Write(version % 1000 == 0 ? $"  web{version / 1000}:\n" : "");
                index.Write($"  - version: 1.0.{version}\n    urls:\n    - a\n");
            }
        }));

        var spoken = await RunAsync($"packman repo add stable {_server.Address}/charts");

        (spoken.ExitCode == 0).ShouldBe(said is null, spoken.Error);
        spoken.Error.ShouldContain(said ?? "");
    }

    [Fact]
    public async Task Of_versions_that_are_listed_twice_the_first_counts_and_a_warning_tells()
    {
        _misbehave = (request, answer) => request.Path.EndsWith("index.yaml", StringComparison.Ordinal)
            ? SendIndexAsync(answer, Encoding.UTF8.GetBytes(Index + "  - version: 1.2.3\n    urls:\n    - other.tgz\n"))
            : Task.FromResult(false);

        var added = await RunAsync($"packman repo add stable {_server.Address}/charts");
        var pulled = await RunAsync("packman pull stable/web");

        added.Error.ShouldContain("`web`: the version `1.2.3` is listed twice");
        pulled.ExitCode.ShouldBe(0, pulled.Error);
    }

    [Theory]
    [InlineData("pull stable/web")]
    [InlineData("template web stable/web")]
    [InlineData("show chart stable/web")]
    public async Task An_archive_of_another_digest_is_refused_and_not_kept(string command)
    {
        var other = TestArchive.Chart().Pack();
        await RunAsync($"packman repo add stable {_server.Address}/charts");
        _misbehave = async (request, answer) =>
        {
            await answer.SendAsync(200, "", other);
            return true;
        };

        var spoken = await RunAsync($"packman {command}");

        ShouldBeOneError(spoken, $"its digest is `{ContentDigest.Of(other)}`, and `{ContentDigest.Of(Archive)}` was asked for");
        FilesIn(".").ShouldBeEmpty();
        FilesIn("home/.cache/packman/content").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/charts/index.yaml")]
    [InlineData("/charts/web-1.2.3.tgz")]
    public async Task Another_server_that_asks_for_the_password_gets_none(string file)
    {
        await using var thief = new RawServer((_, answer) => answer.SendAsync(401, "WWW-Authenticate: Basic realm=\"charts\"\r\n", default));
        _misbehave = async (request, answer) =>
        {
            if (request.Path != file)
            {
                return false;
            }

            await answer.SendAsync(302, $"Location: {thief.Address}/loot\r\n", default);
            return true;
        };

        await RunAsync($"packman repo add stable {_server.Address}/charts --username ada --password s3cret");
        await RunAsync("packman pull stable/web");

        thief.Requests.ShouldNotBeEmpty();
        thief.Requests.ShouldAllBe(request => request.Authorization == "");
        _server.Requests.ShouldAllBe(request => request.Authorization.StartsWith("Basic "));
    }

    private static string Filler { get; } = new('x', 1023);

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }

    private static byte[] Packed(Action<StreamWriter> write)
    {
        using var packed = new MemoryStream();
        using (var index = new StreamWriter(new GZipStream(packed, CompressionLevel.Fastest)))
        {
            write(index);
        }

        return packed.ToArray();
    }

    private static async Task<bool> SendIndexAsync(RawAnswer answer, byte[] index)
    {
        await answer.SendAsync(200, "", index);
        return true;
    }

    private static Func<ServedRequest, RawAnswer, Task<bool>> Only(string path, string misdeed) => async (request, answer) =>
    {
        if (request.Path != path)
        {
            return false;
        }

        await DoAsync(misdeed, request, answer);
        return true;
    };

    private static async Task DoAsync(string misdeed, ServedRequest request, RawAnswer answer)
    {
        switch (misdeed)
        {
            case "patience":
                await answer.SendAsync(429, "Retry-After: 3600\r\n", default);
                break;
            case "reset":
                answer.Reset();
                break;
            case "hang up":
                break;
            case "reset in the body":
                await answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\napiVersion: v1\n");
                answer.Reset();
                break;
            case "fewer bytes than promised":
                await answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\napiVersion: v1\n");
                break;
            case "broken chunks":
                await answer.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\napiVersion: v1\n\r\nzz\r\n");
                break;
            case "more bytes than anyone takes":
                await answer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\napiVersion: v1\n");
                await answer.StallAsync();
                break;
            case "no HTTP":
                await answer.SendAsync("SSH-2.0-OpenSSH_9.2\r\n");
                break;
            case "endless headers":
                await answer.SendAsync("HTTP/1.1 200 OK\r\n");
                while (true)
                {
                    await answer.SendAsync($"X-Filler: {Filler}\r\n");
                }

            case "redirects in a circle":
                await answer.SendAsync(302, $"Location: {request.Path}\r\n", default);
                break;
            case "redirect to nowhere":
                await answer.SendAsync(302, "", default);
                break;
            case "redirect to a file":
                await answer.SendAsync(302, "Location: file:///etc/passwd\r\n", default);
                break;
            default:
                await answer.SendAsync(int.Parse(misdeed, null), "", default);
                break;
        }
    }

    private async Task AnswerAsync(ServedRequest request, RawAnswer answer)
    {
        if (await _misbehave(request, answer))
        {
            return;
        }

        await (request.Path switch
        {
            "/charts/index.yaml" => answer.SendAsync(200, "", Encoding.UTF8.GetBytes(Index)),
            "/charts/web-1.2.3.tgz" => answer.SendAsync(200, "", Archive),
            _ => answer.SendAsync(404, "", default),
        });
    }

    private static void ShouldBeOneError(Spoken spoken, string said)
    {
        spoken.ExitCode.ShouldBe(1, spoken.Output);
        spoken.Output.ShouldBe("");
        spoken.Error.ShouldStartWith("error: ");
        spoken.Error.ShouldContain(said);
        spoken.Error.ShouldNotContain("   at ");
        spoken.Error.ShouldNotContain("s3cret");
    }

    private string[] Incoming => FilesIn("home/.cache/packman/content/incoming");

    private string[] FilesIn(string folder) => Path.Combine(_folder.Path, folder) is var path && Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    private Task<Spoken> RunAsync(string line, InstantTime? time = null) => new Session
    {
        IsReal = true,
        Time = time ?? new InstantTime(Delays),
        CurrentDirectory = _folder.Path,
        Environment = new Session().Environment.SetItem("HOME", Path.Combine(_folder.Path, "home")),
    }.RunAsync(line);
}
