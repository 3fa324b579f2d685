using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Planning;

public sealed class InstallOrderTests
{
    [Fact]
    public void Manifests_are_sorted_by_kind_and_keep_their_order_within_one()
    {
        string[] rendered = ["ValidatingWebhookConfiguration/w", "Zebra/z", "Deployment/b", "Apple/a", "Namespace/n", "Deployment/a", "Ingress/i", "Secret/s"];

        InstallOrder.Sort(rendered.Select(Manifest)).Select(manifest => manifest.Path)
            .ShouldBe(["Namespace/n", "Secret/s", "Deployment/b", "Deployment/a", "Ingress/i", "Apple/a", "Zebra/z", "ValidatingWebhookConfiguration/w"]);
    }

    [Fact]
    public void Hooks_run_by_weight_then_kind_then_name()
    {
        Hook[] hooks = [Hook("Job/b", 0), Hook("Job/a", 0), Hook("ConfigMap/z", 0), Hook("Job/first", -5), Hook("Job/other", -9, HookEvent.PostInstall)];

        InstallOrder.Sort(hooks, HookEvent.PreInstall).Select(hook => hook.Path).ShouldBe(["Job/first", "ConfigMap/z", "Job/a", "Job/b"]);
    }

    private static Manifest Manifest(string subject) => new(subject, "", [new ManifestObject(Object(subject), new CodeFrame("x", 1, 1))]);

    private static Hook Hook(string subject, int weight, HookEvent hookEvent = HookEvent.PreInstall) =>
        new() { Object = Object(subject), Path = subject, Events = [hookEvent], Weight = weight };

    private static KubernetesObject Object(string subject) => new((YamlMap)JsonText.Parse(
        $$"""{"apiVersion":"x/v1","kind":"{{subject.Split('/')[0]}}","metadata":{"name":"{{subject.Split('/')[1]}}"} }"""));
}
