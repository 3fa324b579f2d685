using PackMan.KindSchemas;
using PackMan.Live;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.KindSchemas;

public sealed class KindLifecycleTests
{
    /// <summary>What https://kubernetes.io/docs/reference/using-api/deprecation-guide/ says of each release.</summary>
    [Theory]
    [InlineData(16, "extensions/v1beta1", "NetworkPolicy DaemonSet Deployment ReplicaSet PodSecurityPolicy")]
    [InlineData(16, "apps/v1beta2", "DaemonSet Deployment StatefulSet ReplicaSet")]
    [InlineData(16, "apps/v1beta1", "Deployment StatefulSet")]
    [InlineData(22, "admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration ValidatingWebhookConfiguration")]
    [InlineData(22, "apiextensions.k8s.io/v1beta1", "CustomResourceDefinition")]
    [InlineData(22, "apiregistration.k8s.io/v1beta1", "APIService")]
    [InlineData(22, "authentication.k8s.io/v1beta1", "TokenReview")]
    [InlineData(22, "authorization.k8s.io/v1beta1", "LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview SelfSubjectRulesReview")]
    [InlineData(22, "certificates.k8s.io/v1beta1", "CertificateSigningRequest")]
    [InlineData(22, "coordination.k8s.io/v1beta1", "Lease")]
    [InlineData(22, "extensions/v1beta1", "Ingress")]
    [InlineData(22, "networking.k8s.io/v1beta1", "Ingress IngressClass")]
    [InlineData(22, "rbac.authorization.k8s.io/v1beta1", "ClusterRole ClusterRoleBinding Role RoleBinding")]
    [InlineData(22, "scheduling.k8s.io/v1beta1", "PriorityClass")]
    [InlineData(22, "storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment")]
    [InlineData(25, "batch/v1beta1", "CronJob")]
    [InlineData(25, "discovery.k8s.io/v1beta1", "EndpointSlice")]
    [InlineData(25, "events.k8s.io/v1beta1", "Event")]
    [InlineData(25, "autoscaling/v2beta1", "HorizontalPodAutoscaler")]
    [InlineData(25, "policy/v1beta1", "PodDisruptionBudget PodSecurityPolicy")]
    [InlineData(25, "node.k8s.io/v1beta1", "RuntimeClass")]
    [InlineData(26, "flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema PriorityLevelConfiguration")]
    [InlineData(26, "autoscaling/v2beta2", "HorizontalPodAutoscaler")]
    [InlineData(27, "storage.k8s.io/v1beta1", "CSIStorageCapacity")]
    [InlineData(29, "flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema PriorityLevelConfiguration")]
    [InlineData(32, "flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema PriorityLevelConfiguration")]
    public void Versions_go_with_the_release_that_the_deprecation_guide_names(int minor, string apiVersion, string kinds)
    {
        foreach (var kind in kinds.Split(' '))
        {
            var life = KindLifecycle.Find(apiVersion, kind).ShouldNotBeNull($"{apiVersion} {kind}");

            life.Removed.ShouldBe(minor, kind);
            (life.IsServedIn(minor - 1), life.IsServedIn(minor)).ShouldBe((true, false), kind);
        }
    }

    [Fact]
    public void Each_entry_comes_before_it_is_deprecated_and_is_deprecated_before_it_goes() => KindLifecycle.All.ShouldAllBe(entry =>
        entry.Introduced <= (entry.Deprecated ?? 99) && (entry.Deprecated ?? 0) < (entry.Removed ?? 99) && (entry.Removed == null || entry.Deprecated != null));

    [Fact]
    public void What_takes_the_place_of_a_version_is_served_when_that_goes() => KindLifecycle.All.Where(entry => entry.Replacement is not null && entry.ApiVersion != "v1").ShouldAllBe(entry =>
        Enumerable.Range(16, 21).Where(minor => minor >= entry.Removed).All(minor => ServedKinds.Of($"v1.{minor}.0", minor).ApiVersions.Contains($"{entry.ReplacementIn(minor)}/{entry.Kind}")));

    [Fact]
    public void The_newest_release_serves_what_is_built_in_and_previews_on_top()
    {
        var served = ServedKinds.Of(BuiltInResources.KubernetesVersion, 36).ApiVersions;

        BuiltInResources.All.ApiVersions.Except(served).ShouldBeEmpty();
        served.Except(BuiltInResources.All.ApiVersions).ShouldAllBe(name => name.Contains("beta", StringComparison.Ordinal) || name == "v1/ComponentStatus");
    }

    [Fact]
    public void Every_built_in_kind_that_charts_print_has_its_fields() => BuiltInResources.All.Resources
        .Where(resource => !resource.Kind.EndsWith("Review", StringComparison.Ordinal))
        .Where(resource => SchemaCatalog.BuiltIn.FindKind(resource.Group, resource.Version, resource.Kind)?.Atom.Map?.Fields.ContainsKey("metadata") != true)
        .Select(resource => $"{resource.ApiVersion}/{resource.Kind}").ShouldBeEmpty();
}
