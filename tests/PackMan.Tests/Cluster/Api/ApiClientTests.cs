using System.Net.Sockets;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Yaml;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.ScriptedServer;

namespace PackMan.Tests.Cluster.Api;

public sealed class ApiClientTests
{
    private static readonly ApiResource Deployments = new("apps", "v1", "Deployment", "deployments", true);
    private static readonly ResourcePath Web = new(Deployments, "shop", "web");
    private static readonly YamlMap Content = (YamlMap)JsonText.Parse("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"}}""");

    [Fact]
    public async Task An_apply_names_its_manager_asks_for_strict_fields_and_sends_json()
    {
        var server = InTurn(() => Json("""{"metadata":{"uid":"1"}}"""));

        await server.Client().ApplyAsync(Web, Content, new ApplyOptions { DryRun = true, Force = true });

        var asked = server.Asked.Single();
        asked.ToString().ShouldBe("PATCH /apis/apps/v1/namespaces/shop/deployments/web?force=true&fieldManager=packman&fieldValidation=Strict&dryRun=All");
        asked.ContentType.ShouldBe("application/apply-patch+yaml");
        asked.Body.ShouldBe(JsonText.Write(Content));
    }

    [Fact]
    public async Task A_missing_object_is_null_and_an_existing_one_is_read_with_the_servers_time()
    {
        var server = new ScriptedServer(asked => asked.Path.EndsWith("/web", StringComparison.Ordinal) ? Dated("""{"kind":"Deployment"}""") : Status(404, "NotFound", "not found"));
        var client = server.Client();

        (await client.TryGetAsync(Web with { Name = "other" })).ShouldBeNull();
        var found = await client.TryGetAsync(Web);

        found!.Object.Kind.ShouldBe("Deployment");
        found.ServerTime.ShouldBe(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        client.Clock.Now.ShouldBe(found.ServerTime);
    }

    [Fact]
    public async Task The_servers_clock_goes_on_between_answers()
    {
        var time = new InstantTime();
        var client = InTurn(() => Dated("{}")).Client(time);

        await client.GetAsync(Web);
        time.Advance(TimeSpan.FromSeconds(20));

        client.Clock.Now.ShouldBe(new DateTimeOffset(2026, 5, 1, 12, 0, 20, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_refusal_tells_what_was_done_and_why_it_was_refused()
    {
        var server = InTurn(() => Status(403, "Forbidden", "deployments.apps \"web\" is forbidden", """[{"reason":"X","message":"m","field":"spec"}]"""));

        var refusal = await Should.ThrowAsync<ApiException>(() => server.Client().GetAsync(Web));

        refusal.Message.ShouldBe("Reading `deployment/shop/web` was refused by the API server (403 Forbidden): deployments.apps \"web\" is forbidden");
        refusal.Causes.ShouldBe([new ApiCause("X", "m", "spec")]);
        server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_creation_that_meets_an_object_of_that_name_says_so_by_its_type()
    {
        var server = InTurn(() => Status(409, "AlreadyExists", "secrets \"x\" already exists"));

        await Should.ThrowAsync<AlreadyExistsException>(() => server.Client().CreateAsync(Web with { Name = null }, Content));

        server.Asked.Single().ToString().ShouldBe("POST /apis/apps/v1/namespaces/shop/deployments?fieldManager=packman&fieldValidation=Strict");
    }

    [Fact]
    public async Task A_deletion_carries_its_preconditions_and_a_missing_object_is_no_error()
    {
        var server = InTurn(() => Json("{}"), () => Status(404, "NotFound", "gone"));
        var client = server.Client();
        var options = new DeleteOptions { Uid = "u1", ResourceVersion = "7", PropagationPolicy = "Foreground" };

        (await client.DeleteAsync(Web, options)).ShouldBeTrue();
        (await client.DeleteAsync(Web, options)).ShouldBeFalse();

        server.Asked.First().Body.ShouldBe(
            """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground","preconditions":{"uid":"u1","resourceVersion":"7"}}""");
    }

    [Fact]
    public async Task No_more_requests_are_in_flight_than_allowed()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource();
        var handler = new GatedHandler(async () =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            if (Volatile.Read(ref now) == 3)
            {
                gate.TrySetResult();
            }

            await gate.Task;
            Interlocked.Decrement(ref now);
            return Json("{}");
        });
        using var client = new ApiClient(handler, Address, new InstantTime(), new ApiClientOptions { MaxConcurrency = 3 });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync(Web)));

        most.ShouldBe(3);
    }

    [Fact]
    public async Task The_trace_tells_path_status_and_duration_and_nothing_else()
    {
        var lines = new List<string>();
        var server = InTurn(() => Json("{}"));

        await server.Client(options: new ApiClientOptions { Trace = new Lines(lines) }).ApplyAsync(Web, Content, ApplyOptions.Default);

        lines.ShouldBe(["PATCH /apis/apps/v1/namespaces/shop/deployments/web?force=false&fieldManager=packman&fieldValidation=Strict 200 0 ms"]);
    }

    [Fact]
    public async Task A_server_that_refuses_connections_is_named_after_one_more_try()
    {
        var server = InTurn(() => throw new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)));

        var failure = await Should.ThrowAsync<ServerUnreachableException>(() => server.Client().GetAsync(Web));

        failure.Message.ShouldBe("The API server `https://cluster.test:6443` could not be reached: connection to cluster.test:6443 refused");
        failure.Hint.ShouldContain("--kube-context");
        server.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_login_page_in_the_servers_place_is_no_bug_but_an_error()
    {
        var answer = await InTurn(() => new HttpResponseMessage { Content = new StringContent("<html>") }).Client().GetAsync(Web);

        Should.Throw<UnexpectedAnswerException>(() => answer.Body).Message.ShouldContain("not that of a Kubernetes API server");
    }

    private static HttpResponseMessage Dated(string body)
    {
        var answer = Json(body);
        answer.Headers.Date = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        return answer;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed class GatedHandler(Func<Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer();
    }

    private sealed class Lines(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
