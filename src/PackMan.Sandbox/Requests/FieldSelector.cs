using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>A field selector of a list: the few fields that each kind supports.</summary>
internal sealed class FieldSelector
{
    private static readonly Dictionary<string, string[]> MoreFields = new(StringComparer.Ordinal)
    {
        ["/Secret"] = ["type"],
        ["/Namespace"] = ["status.phase"],
        ["/Pod"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName"],
        ["/Node"] = ["spec.unschedulable"],
        ["/Service"] = ["spec.clusterIP", "spec.type"],
        ["/ReplicationController"] = ["status.replicas"],
        ["apps/ReplicaSet"] = ["status.replicas"],
        ["batch/Job"] = ["status.successful"],
        ["/Event"] = ["involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"],
        ["certificates.k8s.io/CertificateSigningRequest"] = ["spec.signerName"],
    };

    private readonly List<(string[] Path, string Value, bool IsEqual)> _terms = [];

    private FieldSelector()
    {
    }

    /// <summary>The name that the selector asks for; null when it asks for none.</summary>
    public string? Name => _terms.FirstOrDefault(term => term is { IsEqual: true, Path: ["metadata", "name"] }).Value;

    public static FieldSelector Parse(ResourceKind kind, string text)
    {
        var selector = new FieldSelector();
        foreach (var term in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var isEqual = !term.Contains("!=", StringComparison.Ordinal);
            var parts = term.Split(isEqual ? term.Contains("==", StringComparison.Ordinal) ? "==" : "=" : "!=", 2);
            if (parts.Length != 2)
            {
                throw StatusException.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
            }

            selector._terms.Add((CheckField(kind, parts[0]), parts[1], isEqual));
        }

        return selector;
    }

    public bool Matches(YamlMap value) => _terms.All(term => (TextOf(value.Find(term.Path)) == term.Value) == term.IsEqual);

    private static string TextOf(YamlNode? node) => node switch
    {
        YamlString text => text.Value,
        YamlNumber number => number.Json,
        YamlBoolean boolean => boolean.Value ? "true" : "false",
        _ => "",
    };

    private static string[] CheckField(ResourceKind kind, string field)
    {
        var isKnown = field == "metadata.name"
            || (field == "metadata.namespace" && kind.IsNamespaced)
            || MoreFields.GetValueOrDefault($"{kind.Group}/{kind.Kind}", []).Contains(field);
        return isKnown ? field.Split('.') : throw StatusException.BadRequest(kind.IsCustom
            ? $"field label not supported: {field}"
            : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }
}
