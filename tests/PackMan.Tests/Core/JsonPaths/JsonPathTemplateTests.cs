using PackMan.JsonPaths;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.JsonPaths;

public sealed class JsonPathTemplateTests
{
    private static readonly YamlNode Tree = YamlReader.Read(
        """
        image:
          repository: nginx
          tag: 1.10
        replicas: 3
        enabled: true
        nothing:
        ports:
        - {name: http, port: 80}
        - {name: https, port: 443}
        - {name: metrics, port: 9090, isInternal: true}
        labels:
          app.kubernetes.io/name: web
        deep: {image: {repository: redis}, a: [{z: 1, x: 2}]}
        """,
        "values.yaml");

    [Theory]
    [InlineData("{.image.repository}", "nginx")]
    [InlineData("{.image.tag}", "1.10")]
    [InlineData("{.replicas}/{.enabled}", "3/true")]
    [InlineData("{.image}", """{"repository":"nginx","tag":1.10}""")]
    [InlineData("{.deep}", """{"a":[{"x":2,"z":1}],"image":{"repository":"redis"}}""")]
    [InlineData("{$.image.repository}", "nginx")]
    [InlineData("{@.replicas}", "3")]
    [InlineData("{.ports[0].name}", "http")]
    [InlineData("{.ports[-1].name}", "metrics")]
    [InlineData("{.ports[*].port}", "80 443 9090")]
    [InlineData("{.ports[0:2].name}", "http https")]
    [InlineData("{.ports[1:].name}", "https metrics")]
    [InlineData("{.ports[::2].name}", "http metrics")]
    [InlineData("{.ports[0,2].name}", "http metrics")]
    [InlineData("{.image['repository','tag']}", "nginx 1.10")]
    [InlineData("{.labels.app\\.kubernetes\\.io/name}", "web")]
    [InlineData("{.labels['app.kubernetes.io/name']}", "web")]
    [InlineData("{..repository}", "nginx redis")]
    [InlineData("{.ports[?(@.name==\"https\")].port}", "443")]
    [InlineData("{.ports[?(@.port>100)].name}", "https metrics")]
    [InlineData("{.ports[?(@.isInternal)].name}", "metrics")]
    [InlineData("{.ports[?(@.name!='http')].name}", "https metrics")]
    [InlineData("{range .ports[*]}{.name}={.port}{\"\\n\"}{end}", "http=80\nhttps=443\nmetrics=9090\n")]
    [InlineData("{range .ports[*]}[{.name}, {$.replicas}] {end}", "[http, 3] [https, 3] [metrics, 3] ")]
    [InlineData("tag is {.image.tag}!", "tag is 1.10!")]
    [InlineData("{.image.repository}{\"\\t\"}{.image.tag}", "nginx\t1.10")]
    public void A_template_prints_what_it_picks(string template, string expected) => JsonPathTemplate.Parse(template).Print(Tree).ShouldBe(expected);

    [Theory]
    [InlineData(".image.tag", "1.10")]
    [InlineData("image.tag", "1.10")]
    [InlineData("$.ports[0].name", "http")]
    public void Braces_may_be_left_out_around_a_single_path(string template, string expected) => JsonPathTemplate.Parse(template).Print(Tree).ShouldBe(expected);

    [Theory]
    [InlineData("{.image.tga}", "asks for `tga`, which is not there", "Did you mean `tag`?")]
    [InlineData("{.image.x}", "asks for `x`, which is not there", "There are `repository`, `tag`")]
    [InlineData("{.replicas.x}", "asks for `x` of a number", null)]
    [InlineData("{.ports[7].name}", "asks for the item 7 of a list of 3", null)]
    [InlineData("{.image[0]}", "asks for the item 0 of a map", null)]
    [InlineData("{.image", "has a `{` that is never closed", null)]
    [InlineData("{.image]}", "is not understood from `]}` on", null)]
    [InlineData("{.ports[x]}", "has `[x]`, which is no number, name in quotes, `*` or filter", null)]
    [InlineData("{.ports[0:1:0]}", "has `[0:1:0]`, which is no slice such as `[0:3]`", null)]
    [InlineData("{.ports['http]}", "ends where `'` is missing", null)]
    [InlineData("{.ports[?(@.name=http)]}", "has `=` where `)` is missing", null)]
    [InlineData("{range .ports[*]}{.name}", "has a `{range}` without an `{end}`", null)]
    [InlineData("{.image.tag}{end}", "has an `{end}` without a `{range}`", null)]
    public void A_mistake_is_told_with_what_was_meant(string template, string reason, string? hint)
    {
        var error = Should.Throw<JsonPathException>(() => JsonPathTemplate.Parse(template).Print(Tree));

        error.Message.ShouldBe($"The JSONPath `{template}` {reason}");
        error.Hint.ShouldBe(hint ?? "Write it as for `kubectl -o jsonpath`, for example `{.image.tag}` or `{range .ports[*]}{.name}{\"\\n\"}{end}`");
    }
}
