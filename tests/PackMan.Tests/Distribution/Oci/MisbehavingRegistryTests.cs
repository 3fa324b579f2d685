using Microsoft.AspNetCore.Http;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Oci;

/// <summary>A registry that stalls, resets, lies or fails: one clear error or a bounded number of attempts, and nothing half-fetched stays.</summary>
public sealed class MisbehavingRegistryTests : IAsyncLifetime
{
    private const int LargeChart = 300_000;

    private readonly RegistryLab _lab = new();
    private FakeRegistry _registry = null!;

    private string Web => $"oci://{_registry.Host}/charts/web:1.2.3";

    public async ValueTask InitializeAsync()
    {
        _registry = await FakeRegistry.StartAsync();
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive(padding: LargeChart));
        _registry.Server.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _lab.Leftovers.ShouldBeEmpty();
        _lab.Dispose();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_broke()
    {
        var breaks = 0;
        OnBlob(async (context, blob) =>
        {
            if (Interlocked.Increment(ref breaks) > 1)
            {
                return false;
            }

            context.Response.ContentLength = blob.Length;
            await context.Response.Body.WriteAsync(blob.AsMemory(0, 100_000));
            await context.Response.Body.FlushAsync();
            LocalServer.HangUp(context);
            return true;
        });

        _lab.Load(await _lab.FetchAsync(Web)).Metadata.Name.ShouldBe("web");

        var ranges = BlobRequests.Select(request => request.Range).ToList();
        ranges.Count.ShouldBe(2);
        ranges[0].ShouldBe("");
        ranges[1].ShouldStartWith("bytes=");
        ranges[1].ShouldNotBe("bytes=0-");
    }

    [Fact]
    public async Task A_registry_without_ranges_is_asked_for_the_whole_again()
    {
        var breaks = 0;
        OnBlob(async (context, blob) =>
        {
            var isFirst = Interlocked.Increment(ref breaks) == 1;
            context.Response.ContentLength = blob.Length;
            await context.Response.Body.WriteAsync(blob.AsMemory(0, isFirst ? 100_000 : blob.Length));
            if (isFirst)
            {
                await context.Response.Body.FlushAsync();
                LocalServer.HangUp(context);
            }

            return true;
        });

        _lab.Load(await _lab.FetchAsync(Web)).Metadata.Name.ShouldBe("web");
    }

    [Fact]
    public async Task A_connection_that_breaks_each_time_ends_after_a_few_attempts()
    {
        OnBlob((context, _) =>
        {
            LocalServer.HangUp(context);
            return Task.FromResult(true);
        });

        var error = await Should.ThrowAsync<NoAnswerException>(() => _lab.FetchAsync(Web));

        error.Message.ShouldContain("the connection broke");
        BlobRequests.Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_registry_that_stalls_is_given_up()
    {
        using var hurried = new RegistryLab(limits: new HttpLimits { Attempts = 1, Answer = TimeSpan.FromMilliseconds(100) });
        _registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value != "/v2/")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            return true;
        };

        (await Should.ThrowAsync<NoAnswerException>(() => hurried.FetchAsync(Web))).Message.ShouldContain("cannot be reached: there was no answer within");
    }

    [Fact]
    public async Task Content_of_another_digest_is_refused()
    {
        OnBlob(async (context, blob) =>
        {
            await context.Response.Body.WriteAsync(blob.Reverse().ToArray());
            return true;
        });

        var error = await Should.ThrowAsync<UnusableAnswerException>(() => _lab.FetchAsync(Web));

        error.Message.ShouldContain("its digest is `sha256:");
        BlobRequests.Count().ShouldBe(1);
        _lab.Cache.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1, "bytes and should have")]
    [InlineData(1, "it has more than the")]
    public async Task Content_of_another_length_is_refused(int difference, string said)
    {
        OnBlob(async (context, blob) =>
        {
            await context.Response.Body.WriteAsync(difference < 0 ? blob.AsMemory(0, blob.Length - 1) : (byte[])[.. blob, 0]);
            return true;
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => _lab.FetchAsync(Web))).Message.ShouldContain(said);
        _lab.Cache.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_part_than_was_asked_for_is_refused()
    {
        var breaks = 0;
        OnBlob(async (context, blob) =>
        {
            var isFirst = Interlocked.Increment(ref breaks) == 1;
            context.Response.StatusCode = isFirst ? 200 : 206;
            context.Response.ContentLength = blob.Length;
            context.Response.Headers.ContentRange = $"bytes 0-{blob.Length - 1}/{blob.Length}";
            await context.Response.Body.WriteAsync(blob.AsMemory(0, isFirst ? 100_000 : blob.Length));
            if (isFirst)
            {
                await context.Response.Body.FlushAsync();
                LocalServer.HangUp(context);
            }

            return true;
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => _lab.FetchAsync(Web))).Message.ShouldContain("another part");
    }

    [Fact]
    public async Task A_manifest_that_is_not_what_its_digest_says_is_refused()
    {
        var promised = "sha256:" + new string('a', 64);
        _registry.Server.Before = async context =>
        {
            if (!context.Request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal))
            {
                return false;
            }

            await context.Response.WriteAsync("{}");
            return true;
        };

        (await Should.ThrowAsync<UnusableAnswerException>(() => _lab.FetchAsync($"oci://{_registry.Host}/charts/web@{promised}"))).Message.ShouldContain($"and `{promised}` was promised");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_busy_registry_is_asked_again_and_its_wish_to_wait_is_heeded(int status)
    {
        var refusals = 0;
        _registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value == "/v2/" || Interlocked.Increment(ref refusals) > 2)
            {
                return false;
            }

            context.Response.Headers.RetryAfter = "7";
            await FakeRegistry.StatusAsync(context, status, "BUSY");
            return true;
        };

        await _lab.FetchAsync(Web);

        _lab.Time.Delays.Count(delay => delay == TimeSpan.FromSeconds(7)).ShouldBe(2);
    }

    [Theory]
    [InlineData(429, "has had too many requests (slow down)")]
    [InlineData(500, "answers 500 Internal Server Error again and again (slow down)")]
    [InlineData(403, "does not allow it without credentials (slow down)")]
    [InlineData(418, "answered 418 I'm a teapot TEAPOT (slow down)")]
    public async Task A_refusal_that_stands_is_one_error_with_the_words_of_the_registry(int status, string said)
    {
        _registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value == "/v2/")
            {
                return false;
            }

            await FakeRegistry.StatusAsync(context, status, status == 418 ? "TEAPOT" : "X", "slow down");
            return true;
        };

        var error = await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync(Web));

        error.Message.ShouldBe($"Cannot pull `{_registry.Host}/charts/web:1.2.3`: `{_registry.Host}` {said}");
        _registry.Server.Requests.Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_told_by_its_path() =>
        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync($"oci://{_registry.Host}/other/web:1.0.0"))).Message
            .ShouldEndWith($"`{_registry.Host}` has no chart `other/web`");

    [Fact]
    public async Task A_chart_larger_than_any_may_be_is_not_fetched()
    {
        _registry.Manifests["charts/web:9.0.0"] = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"config":{"mediaType":"application/vnd.packman.chart.v1+json","digest":"sha256:{{new string('0', 64)}}","size":2},"layers":[{"mediaType":"application/vnd.packman.chart.content.v1.tar+gzip","digest":"sha256:{{new string('0', 64)}}","size":99999999999}]}""");

        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync($"oci://{_registry.Host}/charts/web:9.0.0"))).Message.ShouldContain("99999999999 bytes");
    }

    [Fact]
    public async Task A_hostile_archive_is_refused_by_the_guards_of_loading()
    {
        var evil = new TestArchive().File("web/Chart.yaml", TestArchive.ChartYaml).File("web/../../evil", "x").Pack();
        var digest = PackMan.Distribution.Cache.ContentDigest.Of(evil);
        _registry.Blobs[digest.ToString()] = evil;
        _registry.Manifests["charts/web:6.6.6"] = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"config":{"mediaType":"application/vnd.packman.chart.v1+json","digest":"{{digest}}","size":2},"layers":[{"mediaType":"application/vnd.packman.chart.content.v1.tar+gzip","digest":"{{digest}}","size":{{evil.Length}}}]}""");

        await Should.ThrowAsync<PackMan.Charts.Loading.ChartPathException>(() => _lab.FetchAsync($"oci://{_registry.Host}/charts/web:6.6.6"));
    }

    [Fact]
    public async Task An_upload_that_breaks_is_sent_again()
    {
        var breaks = 0;
        _registry.Server.Before = context =>
        {
            var isBroken = context.Request.Method is "PUT" && context.Request.Path.Value!.Contains("/uploads/", StringComparison.Ordinal) && Interlocked.Increment(ref breaks) == 1;
            if (isBroken)
            {
                LocalServer.HangUp(context);
            }

            return Task.FromResult(isBroken);
        };

        (await _lab.PushAsync(_registry.Host, RegistryLab.Archive("3.0.0"))).UploadedBlobs.ShouldBe(2);
    }

    [Fact]
    public async Task A_large_upload_goes_in_pieces_and_is_taken_up_where_it_broke()
    {
        var patches = 0;
        _registry.Server.Before = context =>
        {
            var isBroken = context.Request.Method is "PATCH" && Interlocked.Increment(ref patches) == 2;
            if (isBroken)
            {
                LocalServer.HangUp(context);
            }

            return Task.FromResult(isBroken);
        };

        await _lab.PushAsync(_registry.Host, RegistryLab.LargeArchive());

        _registry.Asked.Count(asked => asked.StartsWith("PATCH", StringComparison.Ordinal)).ShouldBe(3);
        _registry.Asked.Count(asked => asked.StartsWith("GET", StringComparison.Ordinal) && asked.Contains("/uploads/", StringComparison.Ordinal)).ShouldBe(1);
        _lab.Load(await _lab.FetchAsync($"oci://{_registry.Host}/charts/web:4.0.0")).Metadata.Version.ToString().ShouldBe("4.0.0");
    }

    [Fact]
    public async Task A_read_only_registry_says_so()
    {
        _registry.Server.Before = async context =>
        {
            if (context.Request.Method is "GET" or "HEAD")
            {
                return false;
            }

            await FakeRegistry.StatusAsync(context, 405, "UNSUPPORTED", "The operation is unsupported.");
            return true;
        };

        var error = await Should.ThrowAsync<RegistryException>(() => _lab.PushAsync(_registry.Host, RegistryLab.Archive("5.0.0")));

        error.Message.ShouldBe($"Cannot push `{_registry.Host}/charts/web:5.0.0`: `{_registry.Host}` takes no such request (The operation is unsupported.)");
        error.Hint.ShouldBe("The registry may be read-only");
    }

    private IEnumerable<ServedRequest> BlobRequests => _registry.Server.Requests.Where(request => request.Path.Contains("/blobs/", StringComparison.Ordinal));

    private void OnBlob(Func<HttpContext, byte[], Task<bool>> answer) => _registry.Server.Before = context =>
        context.Request.Path.Value!.Split("/blobs/") is [_, var digest] && _registry.Blobs.TryGetValue(digest, out var blob) ? answer(context, blob) : Task.FromResult(false);
}
