using PackMan.Live;

namespace PackMan.Cluster.Api;

/// <summary>Resources every supported server has, so that using them needs no discovery.</summary>
internal static class KnownResources
{
    public static ApiResource Secrets { get; } = new("", "v1", "Secret", "secrets", IsNamespaced: true);

    public static ApiResource Pods { get; } = new("", "v1", "Pod", "pods", IsNamespaced: true);

    public static ApiResource Namespaces { get; } = new("", "v1", "Namespace", "namespaces", IsNamespaced: false);

    public static ApiResource Events { get; } = new("", "v1", "Event", "events", IsNamespaced: true);

    public static ApiResource Leases { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", IsNamespaced: true);

    public static ApiResource StorageClasses { get; } = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", IsNamespaced: false);

    public static ApiResource AccessReviews { get; } =
        new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", IsNamespaced: false);
}
