using System.Text;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

public sealed class HostileBodyTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    public static TheoryData<string> Bodies =>
    [
        "", "{", "null", "7", "\"text\"", "[]", "[{}]", "{}{}", "{\"metadata\":7}", "{\"metadata\":[]}", "{\"metadata\":{\"name\":7}}", "{\"metadata\":{\"name\":null}}",
        "{\"metadata\":{\"labels\":[]}}", "{\"metadata\":{\"labels\":{\"a\":{}}}}", "{\"metadata\":{\"finalizers\":{}}}", "{\"metadata\":{\"ownerReferences\":[7]}}",
        "{\"metadata\":{\"ownerReferences\":[null]}}", "{\"metadata\":{\"managedFields\":7}}", "{\"metadata\":{\"name\":\"a\"},\"data\":[1]}", "{\"metadata\":{\"name\":\"..\"}}",
        "{\"metadata\":{\"name\":\"../../etc/passwd\"}}", "{\"metadata\":{\"name\":\"a/b\"}}", "{\"metadata\":{\"name\":\"\\u0000\"}}", "{\"metadata\":{\"name\":\"\\ud800\"}}",
        "{\"kind\":7}", "{\"apiVersion\":{}}", "\u0000", "{\"a\":1e999}", "{\"metadata\":{\"name\":\"a\",\"deletionTimestamp\":7}}",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_hostile_body_gets_a_refusal_and_leaves_nothing(string body)
    {
        using var api = new SandboxApi();
        await api.Post(ConfigMaps, """{"metadata":{"name":"victim"},"data":{"x":"1"}}""");
        var before = (await api.Get(ConfigMaps)).Text;

        var answers = new[]
        {
            await api.Post(ConfigMaps, body),
            await api.Put(ConfigMaps + "/victim", body),
            await api.Apply(ConfigMaps + "/new", body),
            await api.Apply(ConfigMaps + "/victim", body),
        };

        answers.Where(answer => answer.Status < 400).ShouldBeEmpty();
        answers.Select(answer => answer.Json.FindString("kind")).Distinct().ShouldBe(["Status"]);
        (await api.Get(ConfigMaps)).Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/strategic-merge-patch+json")]
    [InlineData("application/apply-patch+yaml")]
    public async Task Endless_nesting_is_refused(string mediaType)
    {
        using var api = new SandboxApi();
        await api.Post(ConfigMaps, """{"metadata":{"name":"victim"}}""");
        var body = new StringBuilder().Insert(0, "{\"a\":", 50_000).Append('1').Append('}', 50_000).ToString();

        var answer = await api.Send(HttpMethod.Patch, ConfigMaps + "/victim?fieldManager=m", body, mediaType);

        answer.Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var api = new SandboxApi();

        var answer = await api.Post(ConfigMaps, $$$$"""{"metadata":{"name":"a"},"data":{"x":"{{{{new string('x', 4_000_000)}}}}"}}""");

        answer.Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("/api/v1/namespaces/..%2F..%2Fetc/configmaps/x")]
    [InlineData("/api/v1/namespaces/default/configmaps/..%2F..%2Fversion")]
    [InlineData("/api/v1/namespaces//configmaps/x")]
    [InlineData("/apis/%00/v1/x")]
    [InlineData("/api/v1/namespaces/default/configmaps/%F0%9F%92%A3")]
    public async Task A_hostile_path_reaches_no_file(string path)
    {
        using var api = new SandboxApi();

        (await api.Get(path)).Status.ShouldBe(404);
        (await api.Apply(path, """{"apiVersion":"v1","kind":"ConfigMap"}""")).Status.ShouldBeGreaterThanOrEqualTo(400);
    }

    [Theory]
    [InlineData("?labelSelector=%2C%2C((")]
    [InlineData("?labelSelector=a%20in%20(")]
    [InlineData("?fieldSelector=%3D%3D%3D")]
    [InlineData("?limit=-1")]
    [InlineData("?limit=99999999999999999999")]
    [InlineData("?continue=%00%01")]
    [InlineData("?watch=true&resourceVersion=abc")]
    public async Task A_hostile_query_is_answered(string query)
    {
        using var api = new SandboxApi();

        (await api.Get(ConfigMaps + query)).Status.ShouldBeOneOf(200, 400);
    }
}
