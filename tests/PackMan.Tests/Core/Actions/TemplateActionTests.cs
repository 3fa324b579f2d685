using PackMan.Actions.Template;
using PackMan.Manifests;
using PackMan.Templating;
using PackMan.Tests.Fakes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

public sealed class TemplateActionTests
{
    [Fact]
    public void Manifests_come_in_the_order_of_installation_as_written()
    {
        var lab = new ReleaseLab { Values = """{"v":"1"}""" }
            .With("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}   # as written\n" + ReleaseLab.Maps("a"))
            .With("templates/job.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j, annotations: {helm.sh/hook: test}}\n")
            .With("templates/NOTES.txt", "Value ${v}")
            .With("crds/w.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: w.x.io}\n");

        var result = Render(lab);

        ManifestText.Join(result.Objects).ShouldBe(
            "---\n# Source: web/templates/all.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {v: \"1\"}\n"
            + "---\n# Source: web/templates/all.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}   # as written\n");
        result.Hooks.Single().Path.ShouldBe("web/templates/job.yaml");
        result.Crds.Single().Path.ShouldBe("web/crds/w.yaml");
        result.Notes.ShouldBe("Value 1");
    }

    [Theory]
    [InlineData("kind: ConfigMap\nmetadata: {name: a}\n", "has no `apiVersion`")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {helm.sh/hook: sometime}}\n", "has the hook event `sometime`")]
    public void What_needs_no_cluster_to_be_found_wrong_is_an_error(string template, string expected) =>
        Should.Throw<ManifestException>(() => Render(new ReleaseLab().With(template))).Message.ShouldContain(expected);

    [Fact]
    public void The_same_object_in_two_templates_is_an_error() =>
        Should.Throw<ManifestException>(() => Render(new ReleaseLab().WithMaps("a").With("templates/again.yaml", ReleaseLab.Maps("a"))))
            .Message.ShouldBe("`configmap/default/a` is rendered twice: at web/templates/again.yaml:2:1 and at web/templates/all.yaml:2:1");

    private static TemplateResult Render(ReleaseLab lab)
    {
        var options = lab.InstallOptions();
        return new TemplateAction(new PlainEngine(), lab.Time).Run(
            new TemplateOptions { Chart = options.Chart, Supplied = options.Supplied, Release = new ReleaseScope("web", "default", 1, IsInstall: true) });
    }
}
