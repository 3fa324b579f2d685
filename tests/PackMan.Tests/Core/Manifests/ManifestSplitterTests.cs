using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Templating;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Manifests;

public sealed class ManifestSplitterTests
{
    [Fact]
    public void Documents_without_content_are_left_out()
    {
        var manifests = Split("# only words\n---\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n\n# end\n");

        manifests.Length.ShouldBe(1);
        manifests[0].Objects.Single().Object.ToString().ShouldBe("configmap/a");
        manifests[0].Text.ShouldBe("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: |+\n    1\n\n\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}")]
    [InlineData("--- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n...\n# words\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata:\n  x: |\n    cut off")]
    [InlineData("# words first\napiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: a\r\n---\r\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n\n\n")]
    [InlineData("---\n# Source: from/elsewhere.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {t: \"--- a\\n# Source: x\"}}\n")]
    public void A_recorded_text_gives_the_same_manifests_again(string text)
    {
        var manifests = Split(text);

        var joined = ManifestText.Join(manifests);
        var parsed = ManifestText.Parse(joined, "manifest of revision 1");

        ManifestText.Join(parsed).ShouldBe(joined);
        parsed.Select(manifest => (manifest.Path, manifest.Text)).ShouldBe(manifests.Select(manifest => (manifest.Path, manifest.Text)));
        foreach (var (left, right) in manifests.SelectMany(manifest => manifest.Objects).Zip(parsed.SelectMany(manifest => manifest.Objects)))
        {
            YamlNode.DeepEquals(left.Object.Content, right.Object.Content).ShouldBeTrue();
        }
    }

    [Fact]
    public void Lists_are_flattened_and_their_items_learn_what_the_list_says()
    {
        var manifests = Split("""
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            - apiVersion: v1
              kind: SecretList
              items:
              - metadata: {name: b}
            """);

        manifests.Single().Objects.Select(item => $"{item.Object.ApiVersion} {item.Object}").ShouldBe(["v1 configmap/a", "v1 secret/b"]);
    }

    [Theory]
    [InlineData("kind: ConfigMap\nmetadata: {name: a}\n", "has no `apiVersion`")]
    [InlineData("apiVersion: v1\nmetadata: {name: a}\n", "has no `kind`")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n", "has no `metadata.name`")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 12}\n", "must be a string, not a number")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n", "has `generateName`")]
    [InlineData("just words\n", "prints a string where an object is expected")]
    [InlineData("- a\n", "prints a list where an object is expected")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {x: true}}\n", "holds a boolean under `x`")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {args: [a, null]}\n", "has an empty item")]
    [InlineData("apiVersion: v1\nkind: List\nitems: [null]\n", "has no `apiVersion`")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {helm.sh/resource-policy: kep}}\n", "has the resource policy `kep`")]
    [InlineData("a: 1\na: 2\n", "prints no YAML")]
    [InlineData("a: [1\n", "prints no YAML")]
    public void What_no_server_would_take_is_an_error_at_its_template(string text, string expected)
    {
        var error = Should.Throw<ManifestException>(() => Split(text));

        error.Message.ShouldContain(expected);
        error.Frame.ShouldNotBeNull().File.ShouldBe("web/templates/source.yaml");
    }

    [Fact]
    public void Bad_yaml_names_the_template_line_and_what_it_printed()
    {
        var error = Should.Throw<ManifestException>(() => Split("a: 1\nb: [\nc: d\n"));

        error.Frame!.Line.ShouldBeGreaterThan(100);
        error.Message.ShouldContain("it printed `");
    }

    [Fact]
    public void A_list_that_mixes_hooks_with_other_objects_is_refused() =>
        Should.Throw<ManifestException>(() => Split("""
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {helm.sh/hook: pre-install}}}
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            """)).Message.ShouldContain("mixes the hook `configmap/a` with `configmap/b`");

    private static ImmutableArray<Manifest> Split(string text)
    {
        var lines = Enumerable.Range(0, text.Split('\n').Length).Select(i => new CodeFrame("web/templates/source.yaml", 100 + i, 1));
        return ManifestSplitter.Split(new RenderedFile("web/templates/a.yaml", text, new SourceMap([.. lines])));
    }
}
