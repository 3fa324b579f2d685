using PackMan.Actions.Lint;
using PackMan.Linting;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Linting;

public sealed class ChartLinterTests
{
    private const string App = "templates/app.yaml";
    private const string Head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n";
    private const string Misspelt = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  replicass: 1\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec: {containers: [{name: a, image: 'a:1'}]}\n";

    [Fact]
    public void A_sound_chart_has_no_findings() => new LintLab().Told().ShouldBeEmpty();

    [Fact]
    public void All_findings_of_a_run_are_told_in_the_order_of_files_and_lines() => new LintLab().Told(
        ("Chart.yaml", "version: one\ntyp: library\n"),
        ("templates/a.yaml", "{{ if }}"),
        ("templates/b.yaml", Head + "data:\n  a: {{ nothing }}\n"),
        ("templates/c.yaml", Head + "data: [\n"),
        ("templates/d.yaml", "kind: ConfigMap\n---\n" + Misspelt),
        ("templates/e.yaml", Misspelt.Replace("name: app", "name: other", StringComparison.Ordinal))).Select(line => string.Join(' ', line.Split(' ').Take(2))).ShouldBe(
        [
            "chart/version web/Chart.yaml:4:10", "chart/unknown-field web/Chart.yaml:5:6",
            "template/parse web/templates/a.yaml:1:7", "template/parse web/templates/a.yaml:1:7", "template/render web/templates/b.yaml:6:9", "template/yaml web/templates/c.yaml:5:1",
            "object/incomplete web/templates/d.yaml:1:1", "object/unknown-field web/templates/d.yaml:8:3", "object/unknown-field web/templates/e.yaml:6:3",
        ]);

    [Theory]
    [InlineData("  replicass: 1\n", "replicass: 1", 6, 3)]
    [InlineData("  strategy:\n    # Slowly.\n    rollingUpdat:\n      maxSurge: 1\n", "rollingUpdat", 8, 5)]
    public void An_unknown_field_is_pointed_at_in_the_template(string text, string line, int row, int column)
    {
        var finding = new LintLab().Lint((App, Misspelt.Replace("  replicass: 1\n", text, StringComparison.Ordinal))).Findings.ShouldHaveSingleItem();

        finding.Frame.ShouldNotBeNull().LineText.ShouldNotBeNull().ShouldContain(line);
        (finding.Frame.File, finding.Frame.Line, finding.Frame.Column).ShouldBe(("web/templates/app.yaml", row, column));
        finding.Hint.ShouldNotBeNull().ShouldStartWith("Did you mean");
    }

    [Fact]
    public void A_finding_in_a_partial_tells_where_it_was_included_from()
    {
        var finding = new LintLab().Lint(
            ("templates/_spec.yaml", "replicass: 1\nselector: {matchLabels: {a: b}}\ntemplate:\n  metadata: {labels: {a: b}}\n  spec: {containers: [{name: a, image: 'a:1'}]}\n"),
            (App, "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  {{ include 'spec' }}\n")).Findings.ShouldHaveSingleItem();

        finding.Frame.ShouldNotBeNull().ToString().ShouldBe("web/templates/_spec.yaml:1:1");
        finding.Frame.Callers.Select(caller => caller.ToString()).ShouldBe(["web/templates/app.yaml:6:6"]);
    }

    [Theory]
    [InlineData("  replicass: 1 # packman-lint: disable=object/unknown-field\n")]
    [InlineData("  # packman-lint: disable=object/unknown-field\n  replicass: 1\n")]
    [InlineData("  # packman-lint: disable=chart/icon,object/unknown-field it is meant so\n  # Another comment.\n  replicass: 1\n")]
    [InlineData("  {{# packman-lint: disable=object/unknown-field #}}\n  replicass: 1\n")]
    [InlineData("  {{~ # packman-lint: disable=object/unknown-field ~}}\n  replicass: 1\n")]
    public void A_comment_silences_a_rule_on_its_line_and_on_the_next(string text)
    {
        var result = new LintLab().Lint((App, Misspelt.Replace("  replicass: 1\n", text, StringComparison.Ordinal)));

        result.Findings.ShouldBeEmpty();
        result.Silenced.ShouldBe(1);
    }

    [Theory]
    [InlineData("  # packman-lint: disable=object/unknown-field\n\n  paused: true\n  replicass: 1\n", "object/unknown-field")]
    [InlineData("  # packman-lint: disable=object/wrong-type\n  replicass: 1\n", "object/unknown-field")]
    [InlineData("  # packman-lint: disable=object/unknown-feild\n  replicas: 1\n", "lint/comment")]
    [InlineData("  # packman-lint: ignore=object/unknown-field\n  replicas: 1\n", "lint/comment")]
    public void It_silences_nothing_else_and_must_name_a_rule(string text, string rule) =>
        new LintLab().Lint((App, Misspelt.Replace("  replicass: 1\n", text, StringComparison.Ordinal))).Findings.Select(finding => finding.Rule.Id).ShouldBe([rule]);

    [Fact]
    public void A_silenced_include_silences_what_it_brings() => new LintLab().Lint(
        ("templates/_data.yaml", "a: 1\n"),
        (App, Head + "data:\n  {{ include 'data' }} # packman-lint: disable=object/wrong-type\n")).Findings.ShouldBeEmpty();

    [Fact]
    public void Values_files_of_ci_are_rendered_and_named()
    {
        var finding = new LintLab().Lint(
            ("values.yaml", "mode: a\n"),
            ("ci/other-values.yaml", "mode: b\n"),
            (App, Head + "data:\n  {{~ if values.mode == 'b' ~}}\n  on: 1\n  {{~ end ~}}\n  c: d\n")).Findings.First();

        (finding.ValuesFile, finding.Frame?.Line).ShouldBe(("web/ci/other-values.yaml", 7));
    }

    [Theory]
    [InlineData(">= 1.20.0 < 1.22.0", null, "")]
    [InlineData("~1.21.5", null, "")]
    [InlineData("1.15.x", null, "object/future-api")]
    [InlineData(">= 1.20.0", null, "object/removed-api")]
    [InlineData(">= 1.20.0", "v1.24.0", "")]
    [InlineData(">= 1.25.0", "v1.24.0", "chart/kube-version")]
    [InlineData(">= 1.25.0 < 1.20.0", null, "chart/kube-version, object/removed-api")]
    [InlineData(">= 1.99.0", null, "object/removed-api")]
    public void A_chart_is_linted_for_the_newest_release_that_it_is_made_for(string range, string? asked, string rules) =>
        string.Join(", ", new LintLab { Options = new LintOptions { KubeVersion = asked } }.Lint(
            ("Chart.yaml", $"kubeVersion: '{range}'\n"),
            (App, "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: app\nspec:\n  schedule: '* * * * *'\n  jobTemplate: {}\n"),
            ("templates/budget.yaml", "apiVersion: discovery.k8s.io/v1beta1\nkind: EndpointSlice\nmetadata:\n  name: app\naddressType: IPv4\nendpoints: []\n")).Findings
            .Where(finding => finding.Rule.Severity == LintSeverity.Error).Select(finding => finding.Rule.Id).Distinct()).ShouldBe(rules);

    [Theory]
    [InlineData("if release.is_upgrade", 1)]
    [InlineData("if !release.is_install", 1)]
    [InlineData("if release.revision > 1", 1)]
    [InlineData("if release.is_install", 1)]
    [InlineData("if true", 1)]
    [InlineData("if false", 0)]
    public void What_only_an_upgrade_or_an_installation_prints_is_looked_at(string condition, int count) => new LintLab().Lint(
        (App, Head + $"data:\n  c: d\n  {{{{~ {condition} ~}}}}\n  a: 1\n  {{{{~ end ~}}}}\n")).Findings.Count(finding => finding.Rule.Id == "object/wrong-type").ShouldBe(count);

    [Fact]
    public void What_only_an_upgrade_asks_its_user_for_is_no_mistake_of_the_chart() => new LintLab().Lint(
        ("values.yaml", "password: ''\n"),
        ("ci/test-values.yaml", "password: ''\n"),
        (App, Head + "data:\n  password: {{ if release.is_upgrade }}{{ values.password | required 'Give the password of the release' }}{{ else }}new{{ end }}\n")).Findings
        .Select(finding => $"{finding.Rule.Id} {finding.Message}").ShouldBe(["values/wanted For an upgrade the template asks for a value: Give the password of the release"]);

    [Fact]
    public void Supplied_values_lie_over_the_defaults_and_over_each_values_file()
    {
        var lab = new LintLab { Options = new LintOptions { Supplied = SuppliedValuesReader.ReadLayers("mode: c", "mine.yaml") } };

        lab.Lint(
            ("values.yaml", "mode: a\n"),
            ("ci/other-values.yaml", "mode: b\n"),
            (App, Head + "data:\n  {{~ if values.mode != 'c' ~}}\n  on: 1\n  {{~ end ~}}\n  c: d\n")).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_broken_partial_does_not_make_every_template_a_finding() => new LintLab().Lint(
        ("templates/_labels.yaml", "a: {{ if\n"),
        (App, Head + "  labels:\n    {{ include 'labels' }}\n"),
        ("templates/other.yaml", Misspelt.Replace("name: app", "name: other", StringComparison.Ordinal))).Findings
        .Select(finding => finding.Rule.Id).Distinct().ShouldBe(["template/parse", "object/unknown-field"], ignoreOrder: true);

    [Fact]
    public void What_could_be_better_in_a_subchart_is_told_only_when_it_is_asked_for()
    {
        (string, string?)[] files =
        [
            ("Chart.yaml", "dependencies:\n  - name: cache\n"),
            ("charts/cache/Chart.yaml", LintLab.ChartYaml.Replace("web", "cache", StringComparison.Ordinal)),
            ("charts/cache/values.yaml", "unread: 1\n"),
            ("charts/cache/templates/cache.yaml", Misspelt),
        ];

        new LintLab().Told(files).ShouldHaveSingleItem().ShouldStartWith("object/unknown-field web/charts/cache/templates/cache.yaml:6:3");
        var inside = new LintLab { Options = new LintOptions { WithSubcharts = true } }.Lint(files).Charts;
        inside.Select(chart => $"{chart.Path}: {string.Join(' ', chart.Findings.Select(finding => finding.Rule.Id))}")
            .ShouldBe(["web: ", "web/charts/cache: object/unknown-field values/unread"]);
    }

    [Fact]
    public void Sensitive_values_are_not_told()
    {
        var lab = new LintLab { Options = new LintOptions { Supplied = SuppliedValuesReader.ReadLayers("password: hunter2-hunter2", "mine.yaml") } };

        var told = lab.Told(
            ("values.schema.json", "{ \"properties\": { \"password\": { \"writeOnly\": true } } }"),
            ("values.yaml", "password: null\n"),
            (App, Head + "data:\n  a: b\n{{ fail 'not ' + values.password }}\n"),
            ("templates/name.yaml", Head.Replace("app", "App-{{ values.password }}", StringComparison.Ordinal))).ToList();

        told.Select(line => line.Split(' ')[0]).ShouldBe(["values/not-rendered", "values/wanted", "object/name"], ignoreOrder: true);
        string.Join('\n', told).ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_value_that_begins_below_its_key_is_told_at_the_key_where_a_comment_silences_it()
    {
        (string, string?) values = ("values.yaml", "env:\n  - name: A\n# For operators. packman-lint: disable=values/unread\nports:\n  - 80\n");
        var result = new LintLab().Lint(values);

        result.Findings.ShouldHaveSingleItem().Frame.ShouldNotBeNull().ToString().ShouldBe("web/values.yaml:1:1");
        result.Silenced.ShouldBe(1);
    }

    [Theory]
    [InlineData("v1.20.0", "policy/v1beta1", "")]
    [InlineData("v1.22.0", "policy/v1beta1", "object/deprecated-api")]
    [InlineData("v1.25.0", "policy/v1beta1", "object/removed-api")]
    [InlineData("v1.20.0", "policy/v1", "object/future-api")]
    [InlineData("v1.36.0", "policy/v1", "")]
    public void Versions_of_kinds_are_held_to_the_release_that_is_asked_for(string kubeVersion, string apiVersion, string rule)
    {
        var lab = new LintLab { Options = new LintOptions { KubeVersion = kubeVersion } };

        var found = lab.Lint((App, $"apiVersion: {apiVersion}\nkind: PodDisruptionBudget\nmetadata: {{name: a}}\nspec: {{minAvailable: 1}}\n")).Findings;

        string.Join(' ', found.Select(finding => finding.Rule.Id)).ShouldBe(rule);
    }

    [Fact]
    public void A_template_can_ask_what_that_release_serves()
    {
        const string Template = "apiVersion: {{ capabilities.api_versions.has 'policy/v1/PodDisruptionBudget' ? 'policy/v1' : 'policy/v1beta1' }}\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1}\n";

        foreach (var minor in Enumerable.Range(16, 5))
        {
            new LintLab { Options = new LintOptions { KubeVersion = $"v1.{minor}.0" } }.Told((App, Template)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_custom_resource_is_held_to_the_schema_of_its_CRD()
    {
        const string Crd = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: backups.example.org}
            spec:
              group: example.org
              names: {kind: Backup, plural: backups}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          required: [schedule]
                          properties:
                            schedule: {type: string}
                            keep: {type: integer}
            """;

        new LintLab().Told(("crds/backup.yaml", Crd), (App, "apiVersion: example.org/v1\nkind: Backup\nmetadata: {name: a}\nspec:\n  shedule: daily\n  keep: '3'\n"))
            .Select(line => line.Split(' ', 3)[2]).ShouldBe(["`spec.shedule` is no field of a Backup", "`spec.keep` of a Backup must be a number, not a string"], ignoreOrder: true);
        new LintLab().Told(("templates/crd.yaml", Crd), (App, "apiVersion: example.org/v1\nkind: Backup\nmetadata: {name: a}\nspec: {}\n"))
            .ShouldHaveSingleItem().ShouldEndWith("A Backup needs `spec.schedule`");
    }

    [Fact]
    public void An_object_is_printed_twice_whether_it_names_its_namespace_or_not() =>
        new LintLab { Options = new LintOptions { Namespace = "shop" } }.Told((App, Head), ("templates/b.yaml", Head.Replace("name: app", "name: app\n  namespace: shop", StringComparison.Ordinal)))
            .ShouldHaveSingleItem().ShouldStartWith("object/duplicate web/templates/b.yaml:1:1");

    [Fact]
    public void Kinds_have_their_article() => new LintLab().Told((App, "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {backend: {}}\n"))
        .ShouldHaveSingleItem().ShouldEndWith("`spec.backend` is no field of an Ingress");

    [Fact]
    public void Chart_yaml_can_silence_too() =>
        new LintLab().Lint(("Chart.yaml", "# packman-lint: disable=chart/app-version\nappVersion: 1.10\n")).Silenced.ShouldBe(1);

    [Fact]
    public void A_rule_that_is_disabled_is_not_looked_at() =>
        new LintLab { Options = new LintOptions { DisabledRules = ["object/unknown-field"] } }.Lint((App, Misspelt)).Findings.ShouldBeEmpty();

    [Fact]
    public void The_order_does_not_depend_on_the_run()
    {
        (string, string?)[] files = [.. Enumerable.Range(0, 60).Select(i => ($"templates/t{i}.yaml", (string?)Misspelt.Replace("name: app", $"name: app{i}", StringComparison.Ordinal)))];
        var first = new LintLab().Told(files).ToList();

        first.Count.ShouldBe(60);
        new LintLab().Told(files).ShouldBe(first);
    }

    [Fact]
    public void A_helm_chart_gets_the_rules_of_metadata_and_values_and_one_note() => new LintLab().Told(
        ("Chart.yaml", "apiVersion: v2\nmaintainers: [{email: a@example.org}]\n"),
        ("values.schema.json", "{ \"properties\": { \"a\": { \"type\": \"string\" } } }"),
        ("values.yaml", "a: 1\n"),
        (App, "{{ include \"x\" . | nindent 4 }}\n")).Select(line => line.Split(' ')[0]).ShouldBe(["chart/helm-templates", "chart/maintainers", "values/schema-violation"], ignoreOrder: true);

    [Fact]
    public void Errors_fail_a_chart_and_warnings_only_when_it_is_strict()
    {
        var warning = new LintLab().Lint(("values.yaml", "unread: 1\n")).Findings.ToList();
        var error = new LintLab().Lint((App, Misspelt)).Findings.ToList();

        warning.ShouldHaveSingleItem().Rule.Severity.ShouldBe(LintSeverity.Warning);
        (LintResult.IsFailed(warning, isStrict: false), LintResult.IsFailed(warning, isStrict: true), LintResult.IsFailed(error, isStrict: false)).ShouldBe((false, true, true));
    }
}
