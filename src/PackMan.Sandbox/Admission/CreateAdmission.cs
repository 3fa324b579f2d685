using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Requests;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Admission;

/// <summary>Admission of new objects: the namespace must live; the default plugins fill in what only they know.</summary>
internal static class CreateAdmission
{
    private static readonly ResourceKind Namespaces = BuiltInKinds.Get("", "Namespace");
    private static readonly ResourceKind StorageClasses = BuiltInKinds.Get("storage.k8s.io", "StorageClass");
    private static readonly ResourceKind PriorityClasses = BuiltInKinds.Get("scheduling.k8s.io", "PriorityClass");

    public static YamlMap Admit(RequestContext context, YamlMap value)
    {
        CheckNamespace(context, value);
        return FillIn(context.Store, context.Kind, value);
    }

    /// <summary>What the default plugins and registries add to new objects; controllers' objects get it too.</summary>
    public static YamlMap FillIn(StoreSession store, ResourceKind kind, YamlMap value) => $"{kind.Group}/{kind.Kind}" switch
    {
        "/Pod" => OfPod(store, value),
        "/PersistentVolumeClaim" => OfClaim(store, value),
        "/PersistentVolume" => WithFinalizer(value, "kubernetes.io/pv-protection"),
        "/Namespace" => value.Default(YamlList.Of(new YamlString("kubernetes")), "spec", "finalizers"),
        "batch/Job" => OfJob(value),
        "apps/DaemonSet" => value.WithPath(["metadata", "annotations", "deprecated.daemonset.template.generation"], new YamlString("1")),
        _ => value,
    };

    private static void CheckNamespace(RequestContext context, YamlMap value)
    {
        if (!context.Kind.IsNamespaced)
        {
            return;
        }

        var home = context.Store.Find(Namespaces, "", context.Namespace) ?? throw StatusException.NotFound(Namespaces, context.Namespace);
        if (home.Find("metadata", "deletionTimestamp") is not null)
        {
            var why = $"unable to create new content in namespace {context.Namespace} because it is being terminated";
            throw StatusException.Forbidden(context.Kind, value.FindString("metadata", "name") ?? "", why, YamlMap.Empty
                .With("reason", new YamlString("NamespaceTerminating"))
                .With("message", new YamlString($"namespace {context.Namespace} is being terminated"))
                .With("field", new YamlString("metadata.namespace")));
        }
    }

    private static YamlMap OfPod(StoreSession store, YamlMap pod) => pod.Edit(
        spec =>
        {
            var account = spec.FindString("serviceAccountName") is { Length: > 0 } name ? name : "default";
            spec = spec.With("serviceAccountName", new YamlString(account)).With("serviceAccount", new YamlString(account));
            var priority = spec.FindString("priorityClassName") is { Length: > 0 } priorityClass ? store.Find(PriorityClasses, "", priorityClass) : null;
            spec = spec
                .Default(priority?.Find("value") ?? new YamlNumber(0), "priority")
                .Default(priority?.FindString("preemptionPolicy") ?? "PreemptLowerPriority", "preemptionPolicy");
            return Tolerate(Tolerate(spec, "node.kubernetes.io/not-ready"), "node.kubernetes.io/unreachable");
        },
        "spec");

    private static YamlMap Tolerate(YamlMap spec, string taint)
    {
        var tolerations = spec.ItemsAt("tolerations");
        return tolerations.Any(toleration => toleration.FindString("key") is null or "" || toleration.FindString("key") == taint)
            ? spec
            : spec.With("tolerations", YamlList.Of(tolerations.Append(YamlMap.Empty
                .With("key", new YamlString(taint))
                .With("operator", new YamlString("Exists"))
                .With("effect", new YamlString("NoExecute"))
                .With("tolerationSeconds", new YamlNumber(300)))));
    }

    private static YamlMap OfClaim(StoreSession store, YamlMap claim)
    {
        claim = WithFinalizer(claim, "kubernetes.io/pvc-protection");
        var standard = store.List(StorageClasses).FirstOrDefault(candidate =>
            candidate.FindString("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") == "true");
        return standard is null ? claim : claim.Default(standard.FindString("metadata", "name") ?? "", "spec", "storageClassName");
    }

    private static YamlMap WithFinalizer(YamlMap value, string finalizer)
    {
        var finalizers = value.ItemsAt("metadata", "finalizers");
        return finalizers.Any(item => item is YamlString text && text.Value == finalizer)
            ? value
            : value.WithPath(["metadata", "finalizers"], YamlList.Of(finalizers.Append(new YamlString(finalizer))));
    }

    /// <summary>A Job selects its pods by its own uid unless the user does it by hand.</summary>
    private static YamlMap OfJob(YamlMap job)
    {
        if (!job.IsTrueAt("spec", "manualSelector"))
        {
            var (uid, name) = (job.Find("metadata", "uid") ?? YamlNull.Instance, job.Find("metadata", "name") ?? YamlNull.Instance);
            job = job
                .WithPath(["spec", "template", "metadata", "labels", "batch.kubernetes.io/controller-uid"], uid)
                .WithPath(["spec", "template", "metadata", "labels", "batch.kubernetes.io/job-name"], name)
                .WithPath(["spec", "template", "metadata", "labels", "controller-uid"], uid)
                .WithPath(["spec", "template", "metadata", "labels", "job-name"], name)
                .Default(uid, "spec", "selector", "matchLabels", "batch.kubernetes.io/controller-uid");
        }

        return JobDefaults.WithTemplateLabels(job);
    }
}
