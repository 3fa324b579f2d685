using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>Strings that some reader of YAML 1.1 or 1.2 takes for something else are quoted wherever a value can stand.</summary>
public sealed class AmbiguousWordTests
{
    private static readonly string[] Words =
    [
        "", " ", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "=", "<<",
        "0", "-0", "+1", "-1", "012", "0o14", "0x1F", "-0x1f", "0b101", "1_000", "1,000", "0x_1", "1.", ".5", "+.5", "-.5", ".", "1.10", "1e3", "1E+3", "1.5e-3", "+1e3", "1_0.5", ".inf", ".Inf", ".INF", "+.inf", "-.inf", ".nan", ".NaN", ".NAN",
        "12:30", "12:30:45", "-1:2", "190:20:30.15", "2024-01-01", "2024-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43", "9223372036854775808",
        " x", "x ", "- x", "-", "? x", "?", ": x", ":", "x: y", "x:", "x #y", "#x", "@x", "`x", "%x", "*x", "&x", "!x", "!!int 1", "|", ">-", "[x", "]", "{x", "}", ",x", "---", "...", "--- x",
    ];

    /// <summary>Templates with the string `w`, and what they give: W stands for the string in quotes.</summary>
    private static readonly (string Template, string Expected)[] Places =
    [
        ("k: {{ values.w }}\n", "k: W\n"),
        ("k: {{ values.w }} # c\n", "k: W # c\n"),
        ("k:\n  {{ values.w }}\n", "k:\n  W\n"),
        ("- {{ values.w }}\n- - {{ values.w }}\n", "- W\n- - W\n"),
        ("k: [{{ values.w }}, x]\n", "k: [W, x]\n"),
        ("k: {a: {{ values.w }}, b: [{{ values.w }}]}\n", "k: {a: W, b: [W]}\n"),
        ("k: { {{ values.w }}: a}\n", "k: { W: a}\n"),
        ("{{ values.w }}: a\n", "W: a\n"),
        ("- {{ values.w }}: {{ values.w }}\n", "- W: W\n"),
        ("? {{ values.w }}\n: {{ values.w }}\n", "? W\n: W\n"),
        ("--- {{ values.w }}\n", "--- W\n"),
        ("k: &a {{ values.w }}\n", "k: &a W\n"),
        ("k: !!str {{ values.w }}\n", "k: !!str W\n"),
        ("k: {{ [values.w] }}\n", "k:\n  - W\n"),
        ("k: {{ {a: values.w} }}\n", "k:\n  a: W\n"),
        ("k: [{{ {a: [values.w]} }}]\n", "k: [{a: [W]}]\n"),
        ("k: {{ values.m }}\n", "k:\n  W: 1\n"),
        ("k: {{ '' }}{{ values.w }}\n", "k: W\n"),
        ("k: {{ if true }}{{ values.w }}{{ end }}\n", "k: W\n"),
        ("k: {{ include 'same' }}\n", "k: W\n"),
        ("k: {{ values.w | to_yaml }}\n", "k: W\n"),
        ("k: {{ tpl '{{ values.w }}' }}\n", "k: W\n"),
        ("k: {{ values.w | quote }}\n", "k: W\n"),
    ];

    public static TheoryData<string, string> All => new(Places);

    [Theory]
    [MemberData(nameof(All))]
    public void A_word_that_readers_take_for_something_else_is_quoted(string template, string expected)
    {
        foreach (var word in Words)
        {
            TestCharts.Render(template, $"w: \"{word}\"\nm: {{\"{word}\": 1}}", ("_same", "{{ values.w }}\n")).ShouldBe(expected.Replace("W", $"\"{word}\"", StringComparison.Ordinal));
        }
    }
}
