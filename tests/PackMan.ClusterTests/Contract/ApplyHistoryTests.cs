using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Contract;

/// <summary>
/// Random histories of applies and patches by several managers, played to both servers side by side: every answer, every owner and
/// the object itself must be equal. Whatever 1.20 is known to treat otherwise (nulls, empty maps, selectors) is left out.
/// </summary>
[Trait("Category", RealControlPlane.Category)]
public sealed partial class ApplyHistoryTests(RealControlPlane plane, SandboxServer sandbox)
{
    private const int Steps = 12;
    private static readonly string[] Managers = ["one", "two", "three"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_history_goes_the_same_way_on_both_servers(int seed)
    {
        var real = (await plane.RequireAsync()).Admin;
        var ours = (await sandbox.OpenAsync()).Client;
        var random = new Random(seed);
        var name = $"history-{seed}-{Guid.NewGuid():N}"[..24];
        foreach (var client in new[] { real, ours })
        {
            await client.CreateAsync("/api/v1/namespaces", JsonNode.Parse($$$"""{"metadata":{"name":"{{{name}}}"}}""")!);
        }

        var history = new StringBuilder();
        for (var step = 0; step < Steps; step++)
        {
            var (path, mediaType, body) = seed % 2 == 0 ? ConfigMapStep(random, name, step) : ServiceStep(random, name, step);
            history.AppendLine($"{path} {body.ToJsonString()}");

            var (there, here) = (await SendAsync(real, path, mediaType, body), await SendAsync(ours, path, mediaType, body));

            here.ShouldBe(there, history.ToString());
        }

        await real.DeleteAsync($"/api/v1/namespaces/{name}");
        await ours.DeleteAsync($"/api/v1/namespaces/{name}");
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    private static (string Path, string MediaType, JsonObject Body) ConfigMapStep(Random random, string space, int step)
    {
        var path = $"/api/v1/namespaces/{space}/configmaps/a";
        if (step == 0)
        {
            // A map that is always there: 1.20 hands a manager that once made an empty one all that comes into it later.
            return ($"{path}?fieldManager=base", "application/apply-patch+yaml", (JsonObject)JsonNode.Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"base":"1"}}""")!);
        }

        var data = Pick(random, ["x", "y", "z"], () => JsonValue.Create(random.Next(2).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (random.Next(4) == 0)
        {
            // A patch may take keys away too.
            var patch = new JsonObject { ["data"] = Pick(random, ["x", "y", "z"], () => random.Next(3) == 0 ? null : JsonValue.Create("p")) };
            return ($"{path}?fieldManager=edit", "application/merge-patch+json", patch);
        }

        var metadata = new JsonObject { ["name"] = "a" };
        AddIfAny(metadata, "labels", Pick(random, ["l", "m"], () => JsonValue.Create(random.Next(2) == 0 ? "v" : "w")));
        var finalizers = Pick(random, ["x.y/a", "x.y/b", "x.y/c"], () => JsonValue.Create(1)).Select(item => JsonValue.Create(item.Key)).ToArray<JsonNode?>();
        if (finalizers.Length > 0)
        {
            random.Shuffle(finalizers);
            metadata["finalizers"] = new JsonArray(finalizers);
        }

        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = metadata };
        AddIfAny(body, "data", data);
        return (WithManager(path, random), "application/apply-patch+yaml", body);
    }

    private static (string Path, string MediaType, JsonObject Body) ServiceStep(Random random, string space, int step)
    {
        var path = $"/api/v1/namespaces/{space}/services/a";
        var ports = new List<JsonNode?>();
        foreach (var number in new[] { 80, 81, 82 })
        {
            if (step > 0 && random.Next(2) == 0)
            {
                continue;
            }

            var port = new JsonObject { ["port"] = number, ["protocol"] = "TCP", ["name"] = $"p{number}" };
            if (random.Next(2) == 0)
            {
                port["targetPort"] = 8000 + random.Next(2);
            }

            ports.Add(port);
        }

        var spec = new JsonObject { ["clusterIP"] = "None" };
        if (ports.Count > 0)
        {
            var order = ports.ToArray();
            random.Shuffle(order);
            spec["ports"] = new JsonArray(order);
        }

        if (random.Next(3) == 0)
        {
            spec["publishNotReadyAddresses"] = random.Next(2) == 0;
        }

        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Service", ["metadata"] = new JsonObject { ["name"] = "a" }, ["spec"] = spec };
        return (WithManager(path, random), "application/apply-patch+yaml", body);
    }

    private static string WithManager(string path, Random random) =>
        $"{path}?fieldManager={Managers[random.Next(Managers.Length)]}&force={(random.Next(3) == 0 ? "true" : "false")}";

    private static JsonObject Pick(Random random, string[] keys, Func<JsonNode?> value)
    {
        var map = new JsonObject();
        foreach (var key in keys.Where(_ => random.Next(2) == 0))
        {
            map[key] = value();
        }

        return map;
    }

    private static void AddIfAny(JsonObject owner, string key, JsonObject map)
    {
        if (map.Count > 0)
        {
            owner[key] = map;
        }
    }

    private static async Task<string> SendAsync(KubeClient client, string path, string mediaType, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(mediaType)) };
        using var response = await client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return $"{(int)response.StatusCode} {Describe(answer)}";
    }

    private static string Describe(JsonNode answer)
    {
        if (answer["kind"]!.ToString() == "Status")
        {
            var lines = Times().Replace(answer["message"]!.ToString(), "").Split('\n');
            return string.Join('\n', lines);
        }

        var owners = (answer["metadata"]!["managedFields"]?.AsArray() ?? []).Select(entry => $"{entry!["manager"]} {entry["operation"]} {Sorted(entry["fieldsV1"]!)}").Order(StringComparer.Ordinal);
        var spec = answer["spec"] as JsonObject;
        var parts = new[] { answer["data"], answer["metadata"]!["labels"], answer["metadata"]!["finalizers"], spec?["ports"], spec?["publishNotReadyAddresses"] };
        return string.Join('\n', parts.Select(part => part is null ? "none" : Sorted(part)).Concat(owners));
    }

    private static string Sorted(JsonNode node) => node switch
    {
        JsonObject map => "{" + string.Join(',', map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"\"{entry.Key}\":{(entry.Value is null ? "null" : Sorted(entry.Value))}")) + "}",

        // Where merged items go was settled only after 1.20 (structured-merge-diff 4.2).
        JsonArray list => "[" + string.Join(',', list.Select(item => item is null ? "null" : Sorted(item)).Order(StringComparer.Ordinal)) + "]",
        _ => node.ToJsonString(),
    };

    // 1.20 tells when an updater wrote.
    [GeneratedRegex(@" at \d{4}-\S+Z", RegexOptions.CultureInvariant)]
    private static partial Regex Times();
}
