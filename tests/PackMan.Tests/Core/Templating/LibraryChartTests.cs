using PackMan.Templating;
using PackMan.Tests.Core.Subcharts;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class LibraryChartTests
{
    private const string Library = "library";

    [Fact]
    public void A_library_renders_nothing_and_lends_partials_and_functions()
    {
        var umbrella = WithLibrary()
            .File("charts/common/templates/a.yaml", "{{ fail 'rendered' }}")
            .File("charts/common/templates/NOTES.txt", "{{ fail 'rendered' }}")
            .File("templates/a.yaml", Umbrella.ConfigMap("shop", "a: {{ full_name 'x' }}\n  b: {{ include 'who' }}\n  c: {{ include 'common/who' }}\n  d: {{ include 'common/full_name' 'y' }}"));

        umbrella.Data("shop").ShouldBe("{a: demo-x, b: shop, c: shop, d: demo-y}");
    }

    [Fact]
    public void What_a_library_reads_is_what_the_calling_chart_sees()
    {
        var umbrella = WithLibrary().Values("name: outer").Subchart("web", "name: inner", dependencies: ["{name: common}"])
            .File("charts/web/charts/common/Chart.yaml", Umbrella.ChartYaml("common", type: Library))
            .File("charts/web/charts/common/values.yaml", "name: library")
            .File("charts/web/charts/common/templates/_labels.yaml", "{{ values.name }} {{ chart.name }}")
            .File("charts/web/templates/a.yaml", Umbrella.ConfigMap("web", "a: {{ include 'labels' }}"));

        umbrella.Data("web").ShouldBe("{a: inner web}");
    }

    [Fact]
    public void The_own_partial_wins_and_leaves_the_library_its_own()
    {
        var umbrella = WithLibrary()
            .File("charts/common/templates/_outer.yaml", "{{ include 'who' }} {{ full_name 'x' }} {{ twice 'z' }}")
            .File("charts/common/templates/_more.yaml", "{{ func twice(x) }}{{ ret full_name(x) + full_name(x) }}{{ end }}")
            .File("templates/_who.yaml", "own")
            .File("templates/_f.yaml", "{{ func full_name(x) }}{{ ret 'own' }}{{ end }}")
            .File("templates/a.yaml", Umbrella.ConfigMap("shop", "a: {{ include 'who' }} {{ full_name 'x' }}\n  b: {{ include 'outer' }}\n  c: {{ twice 'x' }} {{ full_name 'x' }}"));

        umbrella.Data("shop").ShouldBe("{a: own own, b: shop demo-x demo-zdemo-z, c: demo-xdemo-x own}");
    }

    [Theory]
    [InlineData("{{ include 'who' }}", "Several library charts have a partial or function `who`: `common`, `other`", "Say which one you mean: `common/who`")]
    [InlineData("{{ full_name 'x' }}", "`full_name` is defined by several library charts: `common`, `other`", "Say which one you mean: `include 'common/full_name'`")]
    [InlineData("{{ include 'other/who' }}", null, null)]
    public void A_name_of_two_libraries_is_ambiguous(string expression, string? message, string? hint)
    {
        var umbrella = WithLibrary().Subchart("other", type: Library)
            .File("charts/other/templates/_who.yaml", "other")
            .File("charts/other/templates/_f.yaml", "{{ func full_name(x) }}{{ ret 'other' }}{{ end }}")
            .File("templates/a.yaml", Umbrella.ConfigMap("shop", $"a: {expression}"));

        if (message is null)
        {
            umbrella.Data("shop").ShouldBe("{a: other}");
            return;
        }

        var error = Should.Throw<TemplateException>(() => umbrella.Render());
        error.Message.ShouldBe(message);
        error.Hint.ShouldBe(hint);
    }

    [Theory]
    [InlineData("charts/web/templates/a.yaml")]
    [InlineData("templates/a.yaml")]
    public void Charts_that_are_no_libraries_share_nothing(string template)
    {
        var umbrella = new Umbrella().File("templates/_outer.yaml", "x").Subchart("web").File("charts/web/templates/_inner.yaml", "x")
            .File(template, Umbrella.ConfigMap("x", template.StartsWith("charts", StringComparison.Ordinal) ? "a: {{ include 'outer' }}" : "a: {{ include 'inner' }}"));

        Should.Throw<TemplateException>(() => umbrella.Render()).Message.ShouldStartWith("There is no partial");
    }

    [Fact]
    public void Only_libraries_that_a_chart_depends_on_itself_are_seen()
    {
        var umbrella = WithLibrary().Subchart("common/charts/base", type: Library).File("charts/common/charts/base/templates/_deep.yaml", "deep")
            .File("charts/common/templates/_through.yaml", "{{ include 'deep' }}")
            .File("templates/a.yaml", Umbrella.ConfigMap("shop", "a: {{ include 'through' }}"));

        umbrella.Data("shop").ShouldBe("{a: deep}");
        Should.Throw<TemplateException>(() => umbrella.File("templates/a.yaml", Umbrella.ConfigMap("shop", "a: {{ include 'deep' }}")).Render()).Message.ShouldBe("There is no partial `deep`");
    }

    [Fact]
    public void What_a_borrowed_function_assigns_stays_inside_it_and_its_errors_show_the_way()
    {
        var umbrella = WithLibrary()
            .File("charts/common/templates/_assign.yaml", "{{ func assign }}{{ x = 'inside' }}{{ ret x }}{{ end }}{{ func broken }}{{ ret values.nothing }}{{ end }}")
            .File("templates/a.yaml", "{{~ x = 'outside' ~}}\n" + Umbrella.ConfigMap("shop", "a: {{ assign }} {{ x }}"));

        umbrella.Data("shop").ShouldBe("{a: inside outside}");
        var error = Should.Throw<TemplateException>(() => umbrella.File("templates/a.yaml", Umbrella.ConfigMap("shop", "a: {{ broken }}")).Render());
        error.Frame!.File.ShouldBe("shop/charts/common/templates/_assign.yaml");
    }

    private static Umbrella WithLibrary() => new Umbrella()
        .Subchart("common", type: Library)
        .File("charts/common/templates/_functions.yaml", "{{ func full_name(x) }}{{ ret release.name + '-' + x }}{{ end }}")
        .File("charts/common/templates/_who.yaml", "{{ chart.name }}");
}
