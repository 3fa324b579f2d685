using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PackMan.ClusterTests.Fixtures;
using Shouldly;

namespace PackMan.ClusterTests.Contract;

/// <summary>Carries out one case in a namespace of its own.</summary>
internal sealed class ContractRunner(KubeClient client, string namespaceName)
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["core"] = "/api/v1",
        ["apps"] = "/apis/apps/v1",
        ["batch"] = "/apis/batch/v1",
        ["net"] = "/apis/networking.k8s.io/v1",
        ["rbac"] = "/apis/rbac.authorization.k8s.io/v1",
        ["hpa1"] = "/apis/autoscaling/v1",
        ["hpa2"] = "/apis/autoscaling/v2",
        ["lease"] = "/apis/coordination.k8s.io/v1",
    };

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["configmaps"] = "ConfigMap",
        ["secrets"] = "Secret",
        ["services"] = "Service",
        ["pods"] = "Pod",
        ["serviceaccounts"] = "ServiceAccount",
        ["persistentvolumeclaims"] = "PersistentVolumeClaim",
        ["deployments"] = "Deployment",
        ["statefulsets"] = "StatefulSet",
        ["daemonsets"] = "DaemonSet",
        ["jobs"] = "Job",
        ["cronjobs"] = "CronJob",
        ["ingresses"] = "Ingress",
        ["networkpolicies"] = "NetworkPolicy",
        ["roles"] = "Role",
        ["rolebindings"] = "RoleBinding",
        ["horizontalpodautoscalers"] = "HorizontalPodAutoscaler",
        ["limitranges"] = "LimitRange",
        ["leases"] = "Lease",
        ["endpoints"] = "Endpoints",
        ["resourcequotas"] = "ResourceQuota",
    };

    private readonly Dictionary<string, string> _saved = new(StringComparer.Ordinal) { ["ns"] = namespaceName };
    private JsonNode? _answer;
    private string _text = "";
    private int _status;

    public async Task RunAsync(ContractCase test, CancellationToken cancellationToken)
    {
        foreach (var step in test.Steps)
        {
            if (step.Verb == "save")
            {
                _saved[step.Target] = Find(step.Body)?.ToString() ?? "";
                continue;
            }

            if (step.Verb == "await")
            {
                await client.WaitForAsync(PathOf(Fill(step.Target)), item => item is not null);
            }

            await SendAsync(step, cancellationToken);
            foreach (var expectation in step.Expectations)
            {
                Check(step, Fill(expectation));
            }
        }
    }

    private async Task SendAsync(ContractStep step, CancellationToken cancellationToken)
    {
        var (method, mediaType) = step.Verb switch
        {
            "post" => (HttpMethod.Post, "application/json"),
            "put" => (HttpMethod.Put, "application/json"),
            "get" or "await" => (HttpMethod.Get, "application/json"),
            "meta" => (HttpMethod.Get, "application/json"),
            "delete" => (HttpMethod.Delete, "application/json"),
            "merge" => (HttpMethod.Patch, "application/merge-patch+json"),
            "json" => (HttpMethod.Patch, "application/json-patch+json"),
            "strategic" => (HttpMethod.Patch, "application/strategic-merge-patch+json"),
            _ => (HttpMethod.Patch, "application/apply-patch+yaml"),
        };
        var (path, body) = (PathOf(Fill(step.Target)), Fill(step.Body));
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("User-Agent", "contract/1");
        if (step.Verb == "meta")
        {
            request.Headers.TryAddWithoutValidation("Accept", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        }

        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(step.Verb is "apply" or "post" or "put" ? Complete(path, body) : body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        using var response = await client.Http.SendAsync(request, cancellationToken);
        (_status, _text) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        try
        {
            _answer = JsonNode.Parse(_text);
        }
        catch (JsonException)
        {
            _answer = null;
        }
    }

    private string Fill(string text) => _saved.Aggregate(text, (all, pair) => all.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));

    private string PathOf(string target)
    {
        if (target.StartsWith('/'))
        {
            return target;
        }

        var slash = target.IndexOf('/', StringComparison.Ordinal);
        return $"{Groups[target[..slash]]}/namespaces/{namespaceName}/{target[(slash + 1)..]}";
    }

    /// <summary>Adds what a body in a case leaves out: version, kind and name, all known from the path.</summary>
    private static string Complete(string path, string body)
    {
        const string Raw = "{\"raw\":1,";
        if (body.StartsWith(Raw, StringComparison.Ordinal))
        {
            return "{" + body[Raw.Length..];
        }

        if (JsonNode.Parse(body) is not JsonObject value)
        {
            return body;
        }

        var segments = path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(segments, "namespaces");
        if (at < 0 || segments.Length < at + 3 || !Kinds.TryGetValue(segments[at + 2], out var kind))
        {
            return body;
        }

        var version = segments[0] == "api" ? segments[1] : $"{segments[1]}/{segments[2]}";
        var complete = new JsonObject { ["apiVersion"] = version, ["kind"] = kind };
        foreach (var (key, node) in value)
        {
            complete[key] = node?.DeepClone();
        }

        if (segments.Length > at + 3)
        {
            complete["metadata"] ??= new JsonObject();
            complete["metadata"]!["name"] ??= segments[at + 3];
        }

        return complete.ToJsonString();
    }

    private void Check(ContractStep step, string expectation)
    {
        var context = $"{step.Verb} {step.Target} {step.Body}\nexpected {expectation}\nanswered {_status} {_text}";
        if (int.TryParse(expectation, out var status))
        {
            _status.ShouldBe(status, context);
            return;
        }

        var words = expectation.Split(' ', 2);
        var found = Find(words[0]);
        if (words[1] == "absent")
        {
            found.ShouldBeNull(context);
        }
        else if (words[1] == "present")
        {
            found.ShouldNotBeNull(context);
        }
        else if (words[1].StartsWith("~ ", StringComparison.Ordinal))
        {
            (found?.ToString() ?? "").ShouldContain(words[1][2..], Case.Sensitive, context);
        }
        else
        {
            JsonNode.DeepEquals(found, JsonNode.Parse(words[1])).ShouldBeTrue($"{context}\nfound {found?.ToJsonString() ?? "nothing"}");
        }
    }

    /// <summary>The node at a path of keys and indexes; `owned:name` are the fields of a manager, `names` the names of a list's items.</summary>
    private JsonNode? Find(string path)
    {
        if (path.StartsWith("owned:", StringComparison.Ordinal))
        {
            return Owned(path["owned:".Length..])?["fieldsV1"];
        }

        if (path.StartsWith("entry:", StringComparison.Ordinal))
        {
            var parts = path["entry:".Length..].Split('/');
            return Owned(parts[0])?[parts[1]];
        }

        if (path == "names")
        {
            return new JsonArray([.. _answer!["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.DeepClone())]);
        }

        return path.Split('/').Aggregate(_answer, Step);
    }

    private static JsonNode? Step(JsonNode? node, string key) => node switch
    {
        JsonArray list when int.TryParse(key, out var index) => index < list.Count ? list[index] : null,
        JsonArray list when key == "count" => JsonValue.Create(list.Count),
        JsonObject map => map[key.Replace("%2F", "/", StringComparison.Ordinal)],
        _ => null,
    };

    private JsonNode? Owned(string manager) =>
        _answer?["metadata"]?["managedFields"]?.AsArray().FirstOrDefault(entry => entry!["manager"]?.ToString() == manager);
}
