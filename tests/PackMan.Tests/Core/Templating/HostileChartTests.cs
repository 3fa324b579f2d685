using PackMan.Templating;
using PackMan.Templating.Evaluation;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>A hostile chart fails with one error that names the place; it never hangs, exhausts memory or crashes.</summary>
public sealed class HostileChartTests
{
    // Small where the real limit would make the suite slow; what is tested is that the limit holds.
    private static readonly Limits Quick = Limits.Default with { RenderTime = TimeSpan.FromMinutes(1), Output = 3 * 1024 * 1024, Iterations = 20_000 };

    public static TheoryData<string, string> Templates => new()
    {
        { "{{ while true }}{{ end }}", "The loop runs more than 20000 times" },
        { "{{ for x in 1..1000000000 }}{{ end }}", "" },
        { "{{ for x in 1..20001 }}{{ end }}", "The loop runs more than 20000 times" },
        { "{{ for a in 1..1000 }}{{ for b in 1..1000 }}{{ end }}{{ end }}", "The loop runs more than 20000 times" },
        { "{{ func f(n) }}{{ ret f n }}{{ end }}{{ f 1 }}", "Templates and functions call each other more than 64 deep" },
        { "{{ include 'self' }}", "Templates and functions call each other more than 64 deep" },
        { "{{ include 'ping' }}", "Templates and functions call each other more than 64 deep" },
        { "{{ include 'wide' }}", "" },
        { "{{ tpl values.again }}", "Templates and functions call each other more than 64 deep" },
        { "{{ x = 'aaaaaaaa' }}{{ for i in 1..40 }}{{ x = $'{x}{x}' }}{{ end }}", "A text is longer than 4 MiB" },
        { "{{ x = 'aaaaaaaa' }}{{ for i in 1..40 }}{{ x = x + x }}{{ end }}", "A text is longer than 4 MiB" },
        { "{{ x = '\"' }}{{ for i in 1..40 }}{{ x = x | quote }}{{ end }}", "A text is longer than 4 MiB" },
        { "{{ x = 'a' }}{{ for i in 1..40 }}{{ capture x }}{{ x }}{{ x }}{{ end }}{{ end }}", "The template writes more than 3 MiB" },
        { "{{ x = 'a' }}{{ for i in 1..5000 }}{{ capture x }}b{{ x }}{{ end }}{{ end }}{{ x }}", "Texts are captured inside one another more than 100 times" },
        { "{{ x = [1] }}{{ for i in 1..40 }}{{ x = x + x }}{{ end }}{{ x }}", "The loop runs more than 20000 times" },
        { "{{ x = [1] }}{{ for i in 1..40 }}{{ x = x + x }}{{ end }}{{ x | array.size }}", "The loop runs more than 20000 times" },
        { "{{ x = [1] }}{{ for i in 1..20000 }}{{ x = x + [1] }}{{ end }}{{ x | array.size }}{{ x | array.join ',' }}{{ fail x[19999] }}", "" },
        { "{{ 'a' * 2000000000 }}", "" },
        { "{{ [1] * 2000000000 }}", "" },
        { "{{ 'a' | string.pad_left 2000000000 }}", "" },
        { "{{ 1 << 2000000000 }}", "" },
        { "{{ x = [] }}{{ x[2000000000] = 1 }}", "" },
        { "{{ x = {} }}{{ x.a = x }}{{ x }}", "The value nests deeper than 100 levels, or contains itself" },
        { "{{ x = {} }}{{ x.a = x }}{{ -x }}", "" },
        { "{{ x = {} }}{{ x.a = x }}{{ x << 1 }}", "" },
        { "{{ x = {} }}{{ x.a = x }}{{ x 1 }}", "" },
        { "{{ x = {} }}{{ x.a = x }}{{ $'a{x}' }}", "The value nests deeper than 100 levels, or contains itself" },
        { "{{ x = this }}{{ -x }}", "" },
        { "{{ x = this }}{{ $'{x}' }}", "" },
        { "{{ x = {} }}{{ for i in 1..20000 }}{{ x = {a: x} }}{{ end }}{{ -x }}", "" },
        { "{{ x = {} }}{{ for i in 1..20000 }}{{ x = {a: x} }}{{ end }}{{ x + 1 }}", "" },
        { "{{ x = {} }}{{ for i in 1..20000 }}{{ x = [x] }}{{ end }}{{ x == x }}{{ fail 'end' }}", "" },
        { "{{ 2 ** 1000000000 }}", "" },
        { "{{ x = 99999999999999999999 }}{{ for i in 1..30 }}{{ x = x * x }}{{ end }}{{ x }}", "" },
        { "{{ 'a' | string.pad_right 2000000000 }}", "" },
        { "{{ 'a' | repeat 2000000000 }}", "" },
        { "{{ 'a' | indent 2000000000 }}", "" },
        { "{{ 'x' | wrap -1 }}", "" },
        { "{{ for i in 1..64 }}{{ include 'twice' i }}{{ end }}{{ fail 'end' }}", "" },
        { "{{ tpl values.twice }}", "" },
        { "{{ x = 'a: &a [x]' }}{{ for i in 1..30 }}{{ x = x + $'\nb{i}: [*a, *a, *a, *a, *a, *a, *a, *a, *a]' }}{{ end }}{{ (from_yaml $'{x}\nz: 1').z | fail }}", "" },
        { "{{ from_yaml (repeat '[' 50000) }}", "" },
        { "{{ from_json (repeat '[' 50000) }}", "" },
        { "{{ x = {} }}{{ x.a = x }}{{ x | to_yaml }}", "The value nests deeper than 100 levels, or contains itself" },
        { "{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex.match '(?=a)^(a+)+$' }}", "" },
        { "{{ for i in 1..20000 }}a: {{ values.big }}\n{{ end }}", "The template writes more than 3 MiB" },
        { "{{ for i in 1..20000 }}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n{{ end }}", "The template writes more than 3 MiB" },
        { "{{ for i in 1..10 }}{{ values.replicas = i }}{{ end }}", "Values cannot be changed by templates" },
        { "{{ values.list[0] = 1 }}", "Values cannot be changed" },
        { "{{ values.list | array.add 1 | array.size }}{{ values.list.size | fail }}", "1" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public void It_fails_with_one_error(string template, string message)
    {
        var request = TestCharts.Request(
            "# first\n" + template,
            TestCharts.Values($"{{again: '{{{{ tpl values.again }}}}', twice: '{{{{ tpl values.twice }}}}{{{{ tpl values.twice }}}}', big: {new string('x', 1000)}, list: [a], replicas: 1}}"),
            ("_self", "{{ include 'self' }}"),
            ("_ping", "{{ include 'pong' }}"),
            ("_pong", "{{ include 'ping' }}"),
            ("_twice", "{{ if $1 < 3; include 'twice' ($1 + 1); include 'twice' ($1 + 1); end }}"),
            ("_wide", "{{ for i in 1..50 }}{{ include 'wide' }}{{ end }}"));

        var error = Should.Throw<TemplateException>(() => new ScribanTemplateEngine(Quick).Render(request));

        error.Message.ShouldStartWith(message);
        error.Message.ShouldNotContain("Exception");
        error.Frame.ShouldNotBeNull();
    }

    [Fact]
    public void Endless_work_ends_at_the_deadline()
    {
        var limits = Limits.Default with { RenderTime = TimeSpan.FromMilliseconds(100) };
        var request = TestCharts.Request("{{ func f(n) }}{{ if n > 0 }}{{ f (n - 1) }}{{ f (n - 1) }}{{ end }}{{ end }}{{ f 50 }}");

        Should.Throw<TemplateException>(() => new ScribanTemplateEngine(limits).Render(request)).Message.ShouldBe("The templates take longer than 0.1 seconds");
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("{a:", "1", "}")]
    [InlineData("!", "true", "")]
    [InlineData("-", "1", "")]
    [InlineData("1 + (", "1", ")")]
    [InlineData("f (", "1", ")")]
    [InlineData("values.a ?? (", "1", ")")]
    public void Deep_expressions_are_refused_while_parsing(string open, string inner, string close)
    {
        var template = "{{ " + string.Concat(Enumerable.Repeat(open, 20_000)) + inner + string.Concat(Enumerable.Repeat(close, 20_000)) + " }}";

        TestCharts.Failure(template).Message.ShouldStartWith("Template `web/templates/case.yaml` cannot be parsed");
    }

    [Fact]
    public void Deep_expressions_in_deep_calls_do_not_crash()
    {
        var expression = string.Concat(Enumerable.Repeat("(", 120)) + "f 1" + string.Concat(Enumerable.Repeat(")", 120));

        TestCharts.Failure($"{{{{ func f(n) }}}}{{{{ ret {expression} }}}}{{{{ end }}}}{{{{ f 1 }}}}").Message.ShouldStartWith("Templates and functions call each other");
    }

    [Fact]
    public void Deep_structure_in_the_text_is_written_as_it_is()
    {
        var template = "a: " + new string('[', 50_000) + "{{ 1 }}\nb: " + string.Concat(Enumerable.Repeat("- ", 20_000)) + "{{ 2 }}\n";

        TestCharts.Render(template).ShouldStartWith("a: [[[");
    }

    [Fact]
    public void A_cancelled_rendering_is_cancelled_and_no_error_of_the_chart()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => new ScribanTemplateEngine().Render(TestCharts.Request("a: {{ 1 }}\n"), cancelled.Token));
    }
}
