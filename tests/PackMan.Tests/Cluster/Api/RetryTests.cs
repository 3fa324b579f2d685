using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Yaml;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.ScriptedServer;

namespace PackMan.Tests.Cluster.Api;

public sealed class RetryTests
{
    private static readonly ResourcePath Settings = new(new ApiResource("", "v1", "ConfigMap", "configmaps", true), "shop", "settings");
    private static readonly YamlMap Content = (YamlMap)JsonText.Parse("""{"metadata":{"name":"settings"}}""");

    // status, reason, message, Retry-After, verb, whether it is sent again
    public static TheoryData<int, string, string, int?, string, bool> Refusals => new()
    {
        { 429, "TooManyRequests", "slow down", 1, "get", true },
        { 429, "TooManyRequests", "slow down", null, "create", true },
        { 503, "ServiceUnavailable", "starting", null, "get", true },
        { 503, "ServiceUnavailable", "starting", null, "apply", true },
        { 503, "ServiceUnavailable", "starting", null, "create", false },
        { 503, "ServiceUnavailable", "starting", null, "patch", false },
        { 503, "ServiceUnavailable", "starting", null, "delete by uid", true },
        { 503, "ServiceUnavailable", "starting", null, "delete by name", false },
        { 500, "InternalError", "webhook failed", null, "apply", false },
        { 500, "ServerTimeout", "try later", 2, "apply", true },
        { 500, "", "rpc error: code = Internal desc = unexpected EOF", null, "get", true },
        { 500, "", "rpc error: code = Internal desc = unexpected EOF", null, "create", false },
        { 500, "", "etcdserver: leader changed", null, "apply", true },
        { 500, "", "etcdserver: request is too large", null, "apply", false },
        { 409, "Conflict", "the object has been modified", null, "apply", true },
        { 409, "Conflict", "the object has been modified", null, "patch", false },
        { 409, "Conflict", "Operation cannot be fulfilled on resourcequotas \"q\": please try again", null, "create", true },
        { 403, "Forbidden", "status unknown for quota: q, try again", null, "apply", true },
        { 403, "Forbidden", "exceeded quota: q", null, "apply", false },
        { 422, "Invalid", "invalid", null, "apply", false },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_repeated_only_where_that_is_safe_and_of_use(int status, string reason, string message, int? retryAfter, string verb, bool repeated)
    {
        var time = new InstantTime();
        var server = InTurn(() => Refusal(status, reason, message, retryAfter), () => Json("{}"));

        var failure = await Record.ExceptionAsync(() => Send(server.Client(time), verb));

        server.Asked.Count.ShouldBe(repeated ? 2 : 1);
        (failure is null).ShouldBe(repeated);
        if (retryAfter is { } seconds && repeated)
        {
            time.Delays.ShouldBe([TimeSpan.FromSeconds(seconds)]);
        }
    }

    [Theory]
    [InlineData("get", true)]
    [InlineData("apply", true)]
    [InlineData("delete by uid", true)]
    [InlineData("create", false)]
    [InlineData("patch", false)]
    public async Task A_stream_that_broke_is_repeated_only_for_idempotent_requests(string verb, bool repeated)
    {
        var server = InTurn(() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken"), () => Json("{}"));

        var failure = await Record.ExceptionAsync(() => Send(server.Client(), verb));

        (failure is null).ShouldBe(repeated);
        server.Asked.Count.ShouldBe(repeated ? 2 : 1);
    }

    [Fact]
    public async Task A_creation_is_repeated_when_no_connection_came_about()
    {
        var server = InTurn(() => throw new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)), () => Json("{}"));

        await Send(server.Client(), "create");

        server.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_was_there_before_is_tried_longer_with_growing_pauses()
    {
        var time = new InstantTime();
        var turn = 0;
        var server = new ScriptedServer(_ => turn++ == 0 ? Json("{}") : throw new HttpRequestException(HttpRequestError.ConnectionError, "x"));
        var client = server.Client(time);

        await client.GetAsync(Settings);
        await Should.ThrowAsync<ServerUnreachableException>(() => client.GetAsync(Settings));

        time.Delays.Select(delay => delay.TotalMilliseconds).ShouldBe([250, 500, 1000, 2000, 4000]);
    }

    [Fact]
    public async Task A_field_conflict_is_never_repeated()
    {
        var causes = """[{"reason":"FieldManagerConflict","message":"conflict with \"hpa\"","field":".spec.replicas"}]""";
        var server = InTurn(() => Status(409, "Conflict", "Apply failed with 1 conflict", causes));

        var refusal = await Should.ThrowAsync<ApiException>(() => Send(server.Client(), "apply"));

        ApiErrors.ConflictsOf(refusal).ShouldBe([new FieldConflict(".spec.replicas", "hpa") { Operation = "Apply" }]);
        server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_apply_that_is_bound_to_a_resource_version_is_not_repeated_on_conflict()
    {
        var server = InTurn(() => Status(409, "Conflict", "the object has been modified"));
        var bound = Content.WithPath(["metadata", "resourceVersion"], new YamlString("5"));

        await Should.ThrowAsync<ApiException>(() => server.Client().ApplyAsync(Settings, bound, ApplyOptions.Default));

        server.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_ends_a_request_without_another_try()
    {
        using var cancelled = new CancellationTokenSource();
        var server = new ScriptedServer(_ =>
        {
            cancelled.Cancel();
            throw new OperationCanceledException(cancelled.Token);
        });

        await Should.ThrowAsync<OperationCanceledException>(() => server.Client().GetAsync(Settings, cancelled.Token));

        server.Asked.Count.ShouldBe(1);
    }

    private static HttpResponseMessage Refusal(int status, string reason, string message, int? retryAfter)
    {
        var answer = Status(status, reason, message);
        answer.StatusCode.ShouldBe((HttpStatusCode)status);
        answer.Headers.RetryAfter = retryAfter is { } seconds ? new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) : null;
        return answer;
    }

    private static Task Send(ApiClient client, string verb) => verb switch
    {
        "get" => client.GetAsync(Settings),
        "apply" => client.ApplyAsync(Settings, Content, ApplyOptions.Default),
        "create" => client.CreateAsync(Settings with { Name = null }, Content),
        "patch" => client.MergePatchAsync(Settings, Content),
        "delete by uid" => client.DeleteAsync(Settings, new DeleteOptions { Uid = "u" }),
        _ => client.DeleteAsync(Settings, DeleteOptions.Default),
    };
}
