using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Metadata;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Metadata;

public sealed class ChartMetadataReaderTests
{
    private const string Head = "apiVersion: packman/v1\nname: web\nversion: 1.2.3\n";

    [Fact]
    public void Every_field_is_read()
    {
        var metadata = Read(Head + """
            kubeVersion: ">= 1.25.0-0"
            description: A web app
            type: library
            keywords: [http, 80]
            home: https://example.org
            sources:
              - https://example.org/git
            maintainers:
              - name: Ada
                email: ada@example.org
            icon: https://example.org/icon.svg
            appVersion: 1.10
            deprecated: true
            annotations:
              tier: 1
              example.org/prerelease: true
            dependencies:
              - name: redis
                version: ^1.2
                repository: oci://example.org/charts
                condition: redis.enabled
                tags: [cache]
                alias: cache
                import-values:
                  - data
                  - child: a
                    parent: b
            """);

        metadata.Version.ShouldBe(new SemanticVersion(1, 2, 3));
        metadata.IsNative.ShouldBeTrue();
        metadata.KubeVersion.ShouldBe(">= 1.25.0-0");
        metadata.Type.ShouldBe(ChartType.Library);
        metadata.Keywords.ShouldBe(["http", "80"]);
        metadata.Maintainers.ShouldBe([new ChartMaintainer("Ada", "ada@example.org", null)]);
        metadata.AppVersion.ShouldBe("1.10");
        metadata.IsDeprecated.ShouldBeTrue();
        metadata.Annotations.ShouldBe([KeyValuePair.Create("example.org/prerelease", "true"), KeyValuePair.Create("tier", "1")]);
        metadata.Source.Keys.Take(3).ShouldBe(["apiVersion", "name", "version"]);
        var dependency = metadata.Dependencies.ShouldHaveSingleItem();
        (dependency.Name, dependency.Version, dependency.Alias, dependency.Condition).ShouldBe(("redis", "^1.2", "cache", "redis.enabled"));
        dependency.Tags.ShouldBe(["cache"]);
        dependency.ImportValues.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("v1.14.0")]
    [InlineData("1.2")]
    [InlineData("1.10")]
    [InlineData("2024.01.05")]
    public void Charts_for_Helm_keep_versions_as_Helm_takes_them(string version) =>
        Read($"apiVersion: v2\nname: web\nversion: {version}\n").Version.ToString().ShouldBe(version);

    [Theory]
    [InlineData("apiVersion: v2\nname: web\nversion: 1.2.3.4", "3:10", "`version` is `1.2.3.4`, which is no semantic version")]
    [InlineData("name: web\nversion: 1.0.0", "1:1", "`apiVersion` is missing")]
    [InlineData("apiVersion: packman/v2\nname: web\nversion: 1.0.0", "1:13", "`apiVersion` is `packman/v2`, which PackMan does not know")]
    [InlineData("apiVersion: packman/v1\nversion: 1.0.0", "1:1", "`name` is missing")]
    [InlineData("apiVersion: packman/v1\nname:\nversion: 1.0.0", null, "`name` is missing")]
    [InlineData("apiVersion: packman/v1\nname: web", "1:1", "`version` is missing")]
    [InlineData("apiVersion: packman/v1\nname: web\nversion: 1.2", "3:10", "`version` is `1.2`, which is no semantic version")]
    [InlineData("apiVersion: packman/v1\nname: web\nversion: v1.2.3", "3:10", "`version` is `v1.2.3`, which is no semantic version")]
    [InlineData("apiVersion: packman/v1\nname: ../web\nversion: 1.2.3", "2:7", "`name` cannot be `../web`: it may hold only letters, digits, `-`, `_` and `.`")]
    [InlineData(Head + "type: lib", "4:7", "`type` is `lib`")]
    [InlineData(Head + "kubeVersion: new", "4:14", "`kubeVersion` is `new`, which is no version range")]
    [InlineData(Head + "description: [a]", "4:14", "`description` must be text, not a list")]
    [InlineData(Head + "appVersion: true", "4:13", "`appVersion` must be text, not a boolean")]
    [InlineData(Head + "deprecated: \"yes\"", "4:13", "`deprecated` must be `true` or `false`, not a string")]
    [InlineData(Head + "keywords: http", "4:11", "`keywords` must be a list, not a string")]
    [InlineData(Head + "keywords: [{}]", "4:12", "`keywords[0]` must be text, not a map")]
    [InlineData(Head + "annotations: [a]", "4:14", "`annotations` must be a map, not a list")]
    [InlineData(Head + "annotations: {a: {b: c}}", "4:18", "`annotations.a` must be text, not a map")]
    [InlineData(Head + "maintainers: [Ada]", "4:15", "`maintainers[0]` must be a map, not a string")]
    [InlineData(Head + "descripton: x", "4:13", "`descripton` is no field of `Chart.yaml`")]
    [InlineData(Head + "dependencies: redis", "4:15", "`dependencies` must be a list, not a string")]
    [InlineData(Head + "dependencies: [redis]", "4:16", "`dependencies[0]` must be a map, not a string")]
    [InlineData(Head + "dependencies:\n  - version: 1.0.0", "5:5", "`dependencies[0].name` is missing")]
    [InlineData(Head + "dependencies:\n  - name: a/b", "5:11", "`dependencies[0].name` cannot be `a/b`: it may hold only letters, digits, `-`, `_` and `.`")]
    [InlineData(Head + "dependencies:\n  - name: a\n    version: new", "6:14", "`dependencies[0].version` is `new`, which is no version range")]
    [InlineData(Head + "dependencies:\n  - name: a\n    alias: x y", "6:12", "`dependencies[0].alias` cannot be `x y`")]
    [InlineData(Head + "dependencies:\n  - name: a\n  - name: a", "6:11", "`dependencies[1].name` is `a`, as another dependency is called")]
    [InlineData(Head + "dependencies:\n  - name: a\n  - name: b\n    alias: a", "7:12", "`dependencies[1].alias` is `a`, as another dependency is called")]
    [InlineData(Head + "dependencies:\n  - name: a\n    import-values: [{child: x}]", "6:20", "`dependencies[0].import-values` has an entry that is neither text nor a map of `child` and `parent`")]
    public void A_fault_is_named_at_its_place(string text, string? place, string message)
    {
        var error = Should.Throw<ChartFileException>(() => Read(text));

        error.Message.ShouldBe($"`web/Chart.yaml`: {message}");
        error.Frame.File.ShouldBe("web/Chart.yaml");
        error.Frame.LineText.ShouldBe(text.Split('\n')[error.Frame.Line - 1]);
        if (place is not null)
        {
            error.Frame.ToString().ShouldBe($"web/Chart.yaml:{place}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a")]
    [InlineData("text")]
    public void What_is_no_map_is_refused(string text) =>
        Should.Throw<ChartFileException>(() => Read(text)).Message.ShouldStartWith("`web/Chart.yaml` must hold a map of fields, not a ");

    [Fact]
    public void Helm_charts_may_carry_fields_of_their_own_time()
    {
        var metadata = Read("apiVersion: v1\nname: Old_Chart\nversion: 1.2.3+build\nengine: gotpl\nmaintainers: [{email: ada@example.org}]");

        metadata.IsNative.ShouldBeFalse();
        metadata.Maintainers[0].Name.ShouldBe("ada@example.org");
    }

    private static ChartMetadata Read(string text)
    {
        var file = new ChartText("./web", new ChartFile("Chart.yaml", System.Text.Encoding.UTF8.GetBytes(text)));
        return ChartMetadataReader.Read(file, YamlReader.Read(file.Text, file.FileName));
    }
}
