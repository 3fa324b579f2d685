using System.Text;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Yaml;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.ScriptedServer;

namespace PackMan.Tests.Cluster.Api;

public sealed class SecretScrubberTests
{
    private const string Password = "hunter2: \"x\"\ny";

    [Theory]
    [InlineData("""data[password]: Invalid value: "hunter2: \"x\"\ny": must be shorter""", """data[password]: Invalid value: [hidden]: must be shorter""")]
    [InlineData("""data[pin]: Invalid value: 12: must be a string""", """data[pin]: Invalid value: [hidden] must be a string""")]
    [InlineData("""decoding failed near aHVudGVyMjogIngiCnk=""", """decoding failed near [hidden]""")]
    [InlineData("""found "hunter2: \"x\"\ny" in the body""", """found "[hidden]" in the body""")]
    [InlineData("""type: Invalid value: "Opaque": field is immutable""", """type: Invalid value: [hidden]: field is immutable""")]
    [InlineData("""secrets "web" not found""", """secrets "web" not found""")]
    public void Values_are_taken_out_of_server_messages(string message, string expected) => new SecretScrubber(Secret()).Scrub(message).ShouldBe(expected);

    [Fact]
    public async Task A_refused_secret_shows_its_value_neither_in_message_nor_in_causes()
    {
        var quoted = $"Invalid value: {Quoted(Password)}: too long";
        var server = InTurn(() => Status(422, "Invalid", $"Secret \"web\" is invalid: data[password]: {quoted}", $$"""[{"reason":"FieldValueInvalid","message":{{Quoted(quoted)}},"field":"data[password]"}]"""));

        var refusal = await Should.ThrowAsync<ApiException>(() => server.Client().ApplyAsync(new ResourcePath(KnownResources.Secrets, "shop", "web"), Secret(), ApplyOptions.Default));

        refusal.ToString().ShouldNotContain("hunter2");
        refusal.Causes.Single().Message.ShouldNotContain("hunter2");
        refusal.Causes.Single().Field.ShouldBe("data[password]");
    }

    private static YamlMap Secret() => (YamlMap)JsonText.Parse(
        $$$"""{"metadata":{"name":"web"},"data":{"password":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Password))}}}"},"stringData":{"other":"sesame"}}""");
}
