using Microsoft.AspNetCore.Http;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Oci;

/// <summary>Manifests, tag lists, redirects and token servers that are cut off, endless, huge or false.</summary>
public sealed class MisbehavingAnswersTests : IAsyncLifetime
{
    private readonly RegistryLab _lab = new(given: new RegistryCredential("a test") { Username = "ada", Password = "s3cret" });
    private FakeRegistry _registry = null!;

    private string Web => $"oci://{_registry.Host}/charts/web:1.2.3";

    public async ValueTask InitializeAsync()
    {
        _registry = await FakeRegistry.StartAsync();
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive());
        _registry.Server.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _lab.Leftovers.ShouldBeEmpty();
        _lab.Cache.List().ShouldBeEmpty();
        _lab.Dispose();
        await _registry.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"config":{"mediaTy""")]
    [InlineData("<html>Log in, please</html>")]
    [InlineData("[]")]
    [InlineData("""{"manifests":[]}""")]
    public async Task A_manifest_that_is_none_is_told(string text)
    {
        Answer("/manifests/", context => context.Response.WriteAsync(text));

        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync(Web))).Message.ShouldContain("it is no chart: what the registry holds there is no image manifest");
    }

    [Fact]
    public async Task A_huge_manifest_is_not_read_to_its_end()
    {
        Answer("/manifests/", context => context.Response.Body.WriteAsync(new byte[5 * 1024 * 1024]).AsTask());

        (await Should.ThrowAsync<UnusableAnswerException>(() => _lab.FetchAsync(Web))).Message.ShouldEndWith("it has more than 4096 KiB");
    }

    [Fact]
    public async Task A_manifest_that_breaks_off_is_one_error()
    {
        Answer("/manifests/", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            LocalServer.HangUp(context);
        });

        (await Should.ThrowAsync<NoAnswerException>(() => _lab.FetchAsync(Web))).Message.ShouldContain("the connection broke");
    }

    [Fact]
    public async Task A_tag_whose_digest_is_a_lie_is_refused()
    {
        Answer("/manifests/", context =>
        {
            context.Response.Headers["Docker-Content-Digest"] = "sha256:" + new string('b', 64);
            return context.Response.Body.WriteAsync(_registry.Manifests["charts/web:1.2.3"]).AsTask();
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => _lab.FetchAsync(Web))).Message.ShouldContain("was promised");
    }

    [Fact]
    public async Task Content_that_was_lost_is_told_by_its_digest()
    {
        _registry.Blobs.Clear();

        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync(Web))).Message.ShouldMatch($"`{_registry.Host}` has lost the content `sha256:[0-9a-f]+`, which the manifest names");
    }

    [Theory]
    [InlineData("""{"name":"charts/web","tags":["1.0""")]
    [InlineData("<html></html>")]
    public async Task A_list_of_tags_that_is_none_is_told(string text)
    {
        Answer("/tags/list", context => context.Response.WriteAsync(text));

        (await Should.ThrowAsync<UnusableAnswerException>(() => FetchNewestAsync())).Message.ShouldEndWith("it is no list of tags");
    }

    [Fact]
    public async Task A_list_of_tags_without_end_is_given_up()
    {
        var page = 0;
        Answer("/tags/list", context =>
        {
            context.Response.Headers.Link = $"</v2/charts/web/tags/list?n=1&last={Interlocked.Increment(ref page)}>; rel=\"next\"";
            return context.Response.WriteAsync("""{"tags":["1.0.0"]}""");
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => FetchNewestAsync())).Message.ShouldContain("more than 500 pages");
        page.ShouldBe(500);
    }

    [Fact]
    public async Task A_next_page_on_another_server_is_not_asked_for()
    {
        await using var other = await LocalServer.StartAsync(_ => Task.CompletedTask);
        Answer("/tags/list", context =>
        {
            context.Response.Headers.Link = $"<{other.Address}/tags>; rel=\"next\"";
            return context.Response.WriteAsync("""{"tags":["1.0.0"]}""");
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => FetchNewestAsync())).Message.ShouldContain("its next page is on another server");
        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirects_in_a_circle_are_followed_a_few_times_only()
    {
        Answer("/blobs/", context =>
        {
            context.Response.Redirect(context.Request.Path.Value!);
            return Task.CompletedTask;
        });

        (await Should.ThrowAsync<UnusableAnswerException>(() => _lab.FetchAsync(Web))).Message.ShouldContain("redirect in a row");
        _registry.Server.Requests.Count.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_registry_that_never_accepts_the_token_it_asked_for_is_given_up()
    {
        await using var tokens = await LocalServer.StartAsync(context => context.Response.WriteAsync("""{"token":"letmein"}"""));
        _registry.Realm = $"{tokens.Address}/token";
        _registry.Token = "another";

        (await Should.ThrowAsync<RegistryCredentialException>(() => _lab.FetchAsync(Web))).Message.ShouldContain("does not accept the credentials of `ada` from a test");

        tokens.Requests.Count.ShouldBe(1);
        _registry.Server.Requests.Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(200, """{"token":"abc""", "gave no token")]
    [InlineData(200, """{"expires_in":60}""", "gave no token")]
    [InlineData(200, "{\"token\":\"two\\nlines\"}", "gave no token")]
    [InlineData(404, "", "answered 404 Not Found")]
    [InlineData(500, "", "answered 500 Internal Server Error")]
    public async Task A_token_server_that_fails_is_told_by_its_name(int status, string text, string said)
    {
        await using var tokens = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(text);
        });
        _registry.Realm = $"{tokens.Address}/token";

        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync(Web))).Message.ShouldEndWith($"the token server `{tokens.Host}` of `{_registry.Host}` {said}");
    }

    [Fact]
    public async Task A_token_server_that_sends_elsewhere_takes_no_credentials_along()
    {
        await using var elsewhere = await LocalServer.StartAsync(context => context.Response.WriteAsync("""{"token":"letmein"}"""));
        await using var tokens = await LocalServer.StartAsync(context =>
        {
            context.Response.Redirect($"{elsewhere.Address}/token");
            return Task.CompletedTask;
        });
        _registry.Realm = $"{tokens.Address}/token";

        await _lab.FetchAsync(Web);

        tokens.Requests.ShouldAllBe(request => request.Authorization.StartsWith("Basic "));
        elsewhere.Requests.ShouldAllBe(request => request.Authorization.Length == 0);
        _lab.Cache.Prune(DateTimeOffset.MaxValue);
    }

    private Task<FetchedArchive> FetchNewestAsync() => _lab.FetchAsync($"oci://{_registry.Host}/charts/web");

    private void Answer(string part, Func<HttpContext, Task> answer) => _registry.Server.Before = async context =>
    {
        if (!context.Request.Path.Value!.Contains(part, StringComparison.Ordinal))
        {
            return false;
        }

        await answer(context);
        return true;
    };
}
