using Microsoft.AspNetCore.Http;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Oci;

/// <summary>A registry that misbehaves while it is pushed to: one clear error or a bounded number of attempts, and no version that is half there.</summary>
public sealed class MisbehavingRegistryPushTests : IAsyncLifetime
{
    private static readonly RegistryCredential Ada = new("a test") { Username = "ada", Password = "s3cret" };

    private readonly RegistryLab _lab = new(given: Ada);
    private FakeRegistry _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await FakeRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _lab.Dispose();
        await _registry.DisposeAsync();
    }

    [Theory]
    [InlineData(401, "does not accept the credentials of `ada` from a test")]
    [InlineData(403, "does not allow it with the credentials of `ada` from a test (slow down)")]
    [InlineData(404, "has no such repository (slow down)")]
    [InlineData(405, "takes no such request (slow down)")]
    [InlineData(413, "answered 413 Payload Too Large X (slow down)")]
    [InlineData(429, "has had too many requests (slow down)")]
    [InlineData(500, "answers 500 Internal Server Error again and again (slow down)")]
    public async Task A_refusal_at_any_step_is_one_error_and_leaves_no_version(int status, string said)
    {
        foreach (var step in new[] { "HEAD blobs", "POST uploads", "PUT uploads", "HEAD manifests", "PUT manifests" })
        {
            var asked = 0;
            _registry.Server.Before = async context =>
            {
                if (!IsStep(context, step))
                {
                    return false;
                }

                Interlocked.Increment(ref asked);
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"registry\"";
                await FakeRegistry.StatusAsync(context, status, "X", "slow down");
                return true;
            };
            if (step is "HEAD blobs" or "HEAD manifests" && status == 404)
            {
                continue;
            }

            var error = await Should.ThrowAsync<RemoteException>(() => PushAsync(), step);

            var expected = step.StartsWith("HEAD", StringComparison.Ordinal) ? said.Replace(" X (slow down)", "", StringComparison.Ordinal).Replace(" (slow down)", "", StringComparison.Ordinal) : said;
            error.Message.ShouldBe($"Cannot push `{_registry.Host}/charts/web:1.2.3`: `{_registry.Host}` {expected}", step);
            asked.ShouldBeLessThanOrEqualTo(6, step);
            _registry.Manifests.ShouldBeEmpty(step);
        }
    }

    [Fact]
    public async Task A_wish_to_wait_is_heeded_on_a_push_too()
    {
        var refusals = 0;
        _registry.Server.Before = async context =>
        {
            if (!IsStep(context, "PUT uploads") || Interlocked.Increment(ref refusals) > 1)
            {
                return false;
            }

            context.Response.Headers.RetryAfter = "9";
            await FakeRegistry.StatusAsync(context, 429, "TOOMANYREQUESTS");
            return true;
        };

        (await PushAsync()).UploadedBlobs.ShouldBe(2);

        _lab.Time.Delays.ShouldContain(TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData("POST uploads")]
    [InlineData("PUT uploads")]
    [InlineData("PUT manifests")]
    public async Task A_connection_that_breaks_each_time_ends_after_a_few_attempts(string step)
    {
        var asked = 0;
        _registry.Server.Before = context =>
        {
            var isIt = IsStep(context, step);
            if (isIt)
            {
                Interlocked.Increment(ref asked);
                LocalServer.HangUp(context);
            }

            return Task.FromResult(isIt);
        };

        (await Should.ThrowAsync<NoAnswerException>(() => PushAsync())).Message.ShouldContain("cannot be reached");

        asked.ShouldBe(3);
        _registry.Manifests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST uploads")]
    [InlineData("PUT uploads")]
    [InlineData("PUT manifests")]
    public async Task A_registry_that_stalls_is_given_up(string step)
    {
        using var hurried = new RegistryLab(limits: new HttpLimits { Attempts = 1, Answer = TimeSpan.FromMilliseconds(100) });
        _registry.Server.Before = async context =>
        {
            if (!IsStep(context, step))
            {
                return false;
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        (await Should.ThrowAsync<NoAnswerException>(() => hurried.PushAsync(_registry.Host, RegistryLab.Archive()))).Message.ShouldContain("there was no answer within");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://127.0.0.1/uploads/1")]
    [InlineData("file:///etc/passwd")]
    public async Task A_place_for_the_content_that_is_none_is_refused(string location)
    {
        Answer("POST uploads", context =>
        {
            context.Response.StatusCode = 202;
            context.Response.Headers.Location = location;
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => PushAsync())).Message.ShouldEndWith("it does not say where to send the content");
    }

    [Theory]
    [InlineData("POST uploads")]
    [InlineData("PUT uploads")]
    [InlineData("PUT manifests")]
    public async Task A_redirect_of_what_is_sent_is_not_followed(string step)
    {
        await using var other = await LocalServer.StartAsync(_ => Task.CompletedTask);
        Answer(step, context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{other.Address}/elsewhere";
        });

        (await Should.ThrowAsync<RegistryException>(() => PushAsync())).Message.ShouldContain("answered 307 Temporary Redirect");

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_claims_more_of_an_upload_than_was_sent_is_refused()
    {
        _registry.Server.Before = context =>
        {
            if (IsStep(context, "PATCH uploads"))
            {
                LocalServer.HangUp(context);
                return Task.FromResult(true);
            }

            if (IsStep(context, "GET uploads"))
            {
                context.Response.StatusCode = 204;
                context.Response.Headers.Location = context.Request.Path.Value;
                context.Response.Headers["Range"] = "0-99999999999";
                return Task.FromResult(true);
            }

            return Task.FromResult(false);
        };

        (await Should.ThrowAsync<UnusableAnswerException>(() => _lab.PushAsync(_registry.Host, RegistryLab.LargeArchive()))).Message.ShouldContain("it claims to have 100000000000 bytes of an upload of which 8388608 were sent");
    }

    [Fact]
    public async Task A_registry_that_keeps_another_manifest_than_was_pushed_is_told()
    {
        Answer("PUT manifests", context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers["Docker-Content-Digest"] = "sha256:" + new string('b', 64);
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => PushAsync())).Message.ShouldContain($"the registry keeps the manifest as `sha256:{new string('b', 64)}`");
    }

    private Task<PushResult> PushAsync() => _lab.PushAsync(_registry.Host, RegistryLab.Archive());

    private void Answer(string step, Action<HttpContext> answer) => _registry.Server.Before = context =>
    {
        var isIt = IsStep(context, step);
        if (isIt)
        {
            answer(context);
        }

        return Task.FromResult(isIt);
    };

    // `PUT uploads`: the method, and the kind of thing in the path.
    private static bool IsStep(HttpContext context, string step)
    {
        var (method, kind) = (step.Split(' ')[0], step.Split(' ')[1]);
        var path = context.Request.Path.Value!;
        var isUpload = path.Contains("/uploads/", StringComparison.Ordinal);
        return context.Request.Method == method && (kind == "uploads" ? isUpload : !isUpload && path.Contains($"/{kind}/", StringComparison.Ordinal));
    }
}
