using System.Text.Json.Nodes;
using PackMan.ClusterTests.Fixtures;
using PackMan.KindSchemas;
using PackMan.Sandbox.Kinds;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Contract;

/// <summary>The sandbox's schema against the OpenAPI document of a real server, for the kinds both know.</summary>
[Trait("Category", RealControlPlane.Category)]
public sealed class SchemaOnRealServer(RealControlPlane plane)
{
    [Fact]
    public async Task List_kinds_and_keys_agree_with_the_servers_openapi()
    {
        var cluster = await plane.RequireAsync();
        var document = await cluster.Admin.GetAsync("/openapi/v2", TestContext.Current.CancellationToken);
        var definitions = document!["definitions"]!.AsObject();
        var compared = 0;
        var differences = new List<string>();
        foreach (var version in BuiltInKinds.All.Where(kind => kind.Verbs.Contains("patch")).SelectMany(kind => kind.Versions))
        {
            Compare(version.Type, definitions, new HashSet<string>(StringComparer.Ordinal), differences, ref compared);
        }

        differences.Distinct().Where(difference => !IsListed(difference, cluster.ServerVersion)).ShouldBeEmpty();
        compared.ShouldBeGreaterThan(1000);
    }

    private static void Compare(SchemaType type, JsonObject definitions, HashSet<string> seen, List<string> differences, ref int compared)
    {
        if (type.Name is not { } name || !seen.Add(name) || Definition(name, definitions)?["properties"] is not JsonObject properties || type.Atom.Map is not { } map)
        {
            return;
        }

        foreach (var (key, field) in map.Fields)
        {
            if (properties[key] is not JsonObject property)
            {
                continue;
            }

            compared++;
            if (field.Type.Atom is { List: { } list, Map: null })
            {
                var (ours, theirs) = (Describe(list), Describe(property));
                if (ours != theirs)
                {
                    differences.Add($"{name}.{key}: {theirs} there, {ours} here");
                }

                Compare(list.Element, definitions, seen, differences, ref compared);
            }
            else
            {
                Compare(field.Type, definitions, seen, differences, ref compared);
            }
        }
    }

    private static JsonObject? Definition(string name, JsonObject definitions) =>
        (definitions[$"io.k8s.api.{name}"] ?? definitions[$"io.k8s.apimachinery.pkg.apis.{name}"]) as JsonObject;

    private static string Describe(ListShape list) => !list.IsAssociative ? "atomic" : list.Keys.Count == 0 ? "set" : "map " + string.Join(',', list.Keys);

    // Old documents name only the key of strategic merge patches, which became the key of the list.
    private static string Describe(JsonObject property) =>
        property["x-kubernetes-list-map-keys"] is JsonArray keys ? "map " + string.Join(',', keys.Select(key => key!.ToString()))
        : property["x-kubernetes-list-type"]?.ToString() is { } kind ? kind
        : property["x-kubernetes-patch-strategy"]?.ToString().Contains("merge", StringComparison.Ordinal) != true ? "atomic"
        : property["x-kubernetes-patch-merge-key"]?.ToString() is { } key ? "map " + key
        : "set";

    private static bool IsListed(string difference, Version version) => version <= new Version(1, 20)
        && File.ReadLines(Path.Combine(AppContext.BaseDirectory, "differences-1.20")).Any(line => line.StartsWith($"schema {difference.Split(':')[0]}: ", StringComparison.Ordinal));
}
