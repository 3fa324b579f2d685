using System.Collections.Immutable;
using PackMan.Actions.Template;
using PackMan.Charts.Loading;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Origins;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Examples;

/// <summary>What the example charts render to, for every values file and for the oldest Kubernetes they promise to run on.</summary>
public sealed class ExampleTests
{
    // Kubernetes 1.20 knows these kinds only under older versions.
    private static readonly Capabilities Kubernetes120 = new(
        "v1.20.15",
        BuiltInResources.All.ApiVersions.Where(name => !name.StartsWith("policy/", StringComparison.Ordinal)).ToImmutableSortedSet()
            .Except(["autoscaling/v2", "autoscaling/v2/HorizontalPodAutoscaler", "batch/v1/CronJob"])
            .Union(
            [
                "autoscaling/v2beta2/HorizontalPodAutoscaler", "batch/v1beta1/CronJob", "networking.k8s.io/v1beta1/Ingress",
                "policy/v1beta1/PodDisruptionBudget",
            ]));

    public static TheoryData<string, string> Renderings()
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in Directory.GetDirectories(Repository.Examples).Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileName(folder), "");
            foreach (var file in Directory.GetFiles(folder, "values-*.yaml").Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetFileName(folder), Path.GetFileName(file));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public void Every_example_renders_as_reviewed(string example, string valuesFile)
    {
        var name = valuesFile.Length == 0 ? example : $"{example}.{Path.GetFileNameWithoutExtension(valuesFile)["values-".Length..]}";

        Golden.Verify(Text(Render(example, valuesFile)), name, "yaml");
        Golden.Verify(Text(Render(example, valuesFile, capabilities: Kubernetes120)), $"{name}.kubernetes-1.20", "yaml");
    }

    /// <summary>All values files of all examples, their own defaults among them.</summary>
    public static TheoryData<string, string> ValuesFiles()
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in Directory.GetDirectories(Repository.Examples).Order(StringComparer.Ordinal))
        {
            var files = Directory.GetFiles(folder, "values*.yaml").Concat(Directory.Exists(Path.Combine(folder, "ci")) ? Directory.GetFiles(Path.Combine(folder, "ci"), "*.yaml") : []);
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetFileName(folder), Path.GetRelativePath(folder, file));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ValuesFiles))]
    public void No_value_of_an_example_is_said_to_be_unread_even_without_its_schema(string example, string valuesFile)
    {
        var folder = Path.Combine(Repository.Examples, example);
        var chart = ChartLoader.LoadFolder(folder, example) with { Schema = null };
        var supplied = SuppliedValuesReader.ReadLayers(File.ReadAllText(Path.Combine(folder, valuesFile)), valuesFile);
        var charts = ChartTree.Resolve(chart, supplied);

        var unread = UnreadValues.Find(charts, supplied, ChartUses.Of(new ScribanTemplateEngine(), charts));

        unread.Select(value => value.Describe()).ShouldBeEmpty();
    }

    [Fact]
    public void Each_example_is_complete() =>
        Directory.GetDirectories(Repository.Examples).ShouldAllBe(folder =>
            File.Exists(Path.Combine(folder, "README.md")) && File.Exists(Path.Combine(folder, "values.schema.json"))
            && File.Exists(Path.Combine(folder, "values-production.yaml")) && File.Exists(Path.Combine(folder, "templates/NOTES.txt")));

    [Fact]
    public void Replicas_are_left_to_the_autoscaler()
    {
        Find(Render("web"), "Deployment").Find("spec", "replicas").ShouldNotBeNull();

        Find(Render("web", set: "autoscaling: {enabled: true}"), "Deployment").Find("spec", "replicas").ShouldBeNull();
    }

    [Theory]
    [InlineData("web", "Deployment", "site: {title: New}", "replicas: 3")]
    [InlineData("store", "StatefulSet", "config: {maxmemory: 1gb}", "replicas: 3")]
    public void Pods_restart_when_their_configuration_changes_and_only_then(string example, string kind, string change, string other)
    {
        var checksum = (string set) => Find(Render(example, set: set), kind).FindString("spec", "template", "metadata", "annotations", "checksum/config");

        checksum(change).ShouldNotBe(checksum("{}"));
        checksum(other).ShouldBe(checksum("{}"));
    }

    [Fact]
    public void Before_kubernetes_1_19_an_ingress_has_the_older_shape()
    {
        var old = new Capabilities("v1.18.0", ["networking.k8s.io/v1beta1/Ingress"]);

        var ingress = Find(Render("web", set: "ingress: {enabled: true, className: nginx}", capabilities: old), "Ingress");

        ingress.FindString("apiVersion").ShouldBe("networking.k8s.io/v1beta1");
        ingress.FindString("metadata", "annotations", "kubernetes.io/ingress.class").ShouldBe("nginx");
        ingress.Find("spec", "ingressClassName").ShouldBeNull();
        var rule = ((YamlList)ingress.Find("spec", "rules")!)[0];
        ((YamlList)rule.Find("http", "paths")!)[0].FindString("backend", "serviceName").ShouldBe("demo-web");
    }

    private static TemplateResult Render(string example, string valuesFile = "", string set = "{}", Capabilities? capabilities = null)
    {
        var folder = Path.Combine(Repository.Examples, example);
        var chart = ChartLoader.LoadFolder(folder, example);
        var supplied = valuesFile.Length == 0 ? YamlMap.Empty : SuppliedValuesReader.ReadLayers(File.ReadAllText(Path.Combine(folder, valuesFile)), valuesFile);
        return new TemplateAction(new ScribanTemplateEngine(), TimeProvider.System).Run(new TemplateOptions
        {
            // The Ingress test goes back further than the charts promise.
            Chart = chart with { Metadata = chart.Metadata with { KubeVersion = capabilities?.KubeVersion == "v1.18.0" ? null : chart.Metadata.KubeVersion } },
            Supplied = ValuesMerger.Merge(supplied, SuppliedValuesReader.ReadLayers(set, "set.yaml")),
            Release = new ReleaseScope("demo", "apps", 1, IsInstall: true),
            Capabilities = capabilities,
        });
    }

    private static string Text(TemplateResult result) =>
        ManifestText.Join(result.Objects.AddRange(result.Hooks)) + "# ---- NOTES.txt ----\n" + string.Concat(result.Notes.Split('\n').Select(line => $"# {line}".TrimEnd() + "\n"));

    private static YamlMap Find(TemplateResult result, string kind) =>
        result.Objects.SelectMany(manifest => manifest.Objects).Single(item => item.Object.Kind == kind).Object.Content;
}
