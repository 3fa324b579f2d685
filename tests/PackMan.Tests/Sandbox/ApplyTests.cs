using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

public sealed class ApplyTests
{
    private const string Path = "/api/v1/namespaces/default/configmaps/settings";

    [Fact]
    public async Task Apply_makes_an_object_whose_applied_fields_the_manager_owns()
    {
        using var api = new SandboxApi();

        var answer = await api.Apply(Path, Settings("""{"a":"1","b":"2"}"""));

        answer.Status.ShouldBe(201);
        answer.Owned("packman").ShouldBe("""{"f:data":{"f:a":{},"f:b":{}},"f:metadata":{"f:labels":{"f:app":{}}}}""");
        (await api.Get(Path)).At("data").ShouldBe("""{"a":"1","b":"2"}""");
    }

    [Fact]
    public async Task A_field_no_longer_applied_that_nobody_else_owns_is_removed()
    {
        using var api = new SandboxApi();
        await api.Apply(Path, Settings("""{"a":"1","b":"2"}"""));

        var answer = await api.Apply(Path, Settings("""{"a":"1"}"""));

        answer.Status.ShouldBe(200);
        answer.At("data").ShouldBe("""{"a":"1"}""");
        answer.Owned("packman").ShouldBe("""{"f:data":{"f:a":{}},"f:metadata":{"f:labels":{"f:app":{}}}}""");
    }

    [Fact]
    public async Task A_field_that_another_applier_shares_survives_its_first_owner()
    {
        using var api = new SandboxApi();
        await api.Apply(Path, Settings("""{"a":"1","b":"2"}"""));
        await api.Apply(Path, Settings("""{"b":"2"}"""), "other");

        var answer = await api.Apply(Path, Settings("""{"a":"1"}"""));

        answer.At("data").ShouldBe("""{"a":"1","b":"2"}""");
        answer.Owned("other").ShouldContain("\"f:b\"");
    }

    [Fact]
    public async Task A_conflict_names_the_manager_and_the_field_as_the_server_does()
    {
        using var api = new SandboxApi();
        await api.Apply(Path, Settings("""{"a":"1"}"""));
        await api.MergePatch(Path + "?fieldManager=kubectl-edit", """{"data":{"a":"9"}}""");

        var answer = await api.Apply(Path, Settings("""{"a":"1"}"""));

        answer.Status.ShouldBe(409);
        answer.Reason.ShouldBe("Conflict");
        answer.Message.ShouldBe("Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.a");
        answer.At("details", "causes").ShouldBe("""[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl-edit\" using v1","field":".data.a"}]""");
    }

    [Fact]
    public async Task Force_takes_the_field_from_its_owner()
    {
        using var api = new SandboxApi();
        await api.Apply(Path, Settings("""{"a":"1"}"""));
        await api.MergePatch(Path + "?fieldManager=kubectl-edit", """{"data":{"a":"9"}}""");

        var answer = await api.Apply(Path, Settings("""{"a":"1"}"""), options: "&force=true");

        answer.Status.ShouldBe(200);
        answer.At("data", "a").ShouldBe("\"1\"");
        answer.Owned("kubectl-edit").ShouldBe("null");
    }

    [Fact]
    public async Task An_apply_that_changes_nothing_writes_nothing()
    {
        using var api = new SandboxApi();
        var first = await api.Apply(Path, Settings("""{"a":"1"}"""));
        api.Time.Now = api.Time.Now.AddMinutes(1);

        var second = await api.Apply(Path, Settings("""{"a":"1"}"""));

        second.Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task A_configuration_may_be_yaml()
    {
        using var api = new SandboxApi();

        var answer = await api.Apply(Path, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: '1'\n");

        answer.Status.ShouldBe(201);
        answer.At("data").ShouldBe("""{"a":"1"}""");
        (await api.Apply(Path, "a: b: c")).Message.ShouldStartWith("error decoding YAML: ");
    }

    private static string Settings(string data) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","labels":{"app":"web"}},"data":{{{data}}}}""";
}
