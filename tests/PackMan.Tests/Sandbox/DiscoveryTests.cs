using PackMan.KindSchemas;
using PackMan.Sandbox.Kinds;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

public sealed class DiscoveryTests
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    [Fact]
    public async Task The_version_is_1_36_and_says_sandbox()
    {
        using var api = new SandboxApi();

        var version = await api.Get("/version");

        version.At("major").ShouldBe("\"1\"");
        version.At("minor").ShouldBe("\"36\"");
        version.At("gitVersion").ShouldBe("\"v1.36.0+sandbox\"");
    }

    [Fact]
    public async Task Old_and_aggregated_discovery_name_the_same_resources()
    {
        using var api = new SandboxApi();

        var aggregated = (await api.Get("/apis", Aggregated)).Json.Items("items")
            .SelectMany(group => group.Items("versions").SelectMany(version => version.Items("resources").Select(resource =>
                $"{group.FindString("metadata", "name")}/{version.FindString("version")}/{resource.FindString("resource")}")))
            .Order(StringComparer.Ordinal).ToList();
        var old = new List<string>();
        foreach (var version in (await api.Get("/apis")).Json.Items("groups").SelectMany(group => group.Items("versions")))
        {
            var name = version.FindString("groupVersion");
            old.AddRange((await api.Get($"/apis/{name}")).Json.Items("resources").Select(resource => $"{name}/{resource.FindString("name")}").Where(resource => resource.Count(letter => letter == '/') == 2));
        }

        aggregated.ShouldContain("apps/v1/deployments");
        aggregated.ShouldBe(old.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_stored_kind_has_a_schema()
    {
        var missing = BuiltInKinds.All
            .Where(kind => kind.Verbs.Contains("patch"))
            .SelectMany(kind => kind.Versions)
            .Where(version => !SchemaCatalog.BuiltIn.Knows(version.Type.Name!))
            .Select(version => version.Type.Name);

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_of_the_schema_can_be_read()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in BuiltInKinds.All.Where(kind => kind.Verbs.Contains("patch")))
        {
            foreach (var version in kind.Versions)
            {
                Visit(version.Type, seen);
            }
        }

        seen.Count.ShouldBeGreaterThan(300);
    }

    private static void Visit(SchemaType type, HashSet<string> seen)
    {
        if (type.Name is { } name && !seen.Add(name))
        {
            return;
        }

        foreach (var child in new[] { type.Atom.List?.Element, type.Atom.Map?.Element }.OfType<SchemaType>().Concat(type.Atom.Map?.Fields.Values.Select(field => field.Type) ?? []))
        {
            Visit(child, seen);
        }
    }
}
