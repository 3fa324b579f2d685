using System.Text.RegularExpressions;
using PackMan.Templating.Functions;
using PackMan.Templating.Functions.Names;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>Names of Helm's and Scriban's functions lead to ours.</summary>
public sealed partial class ForeignNameTests
{
    private static readonly HashSet<string> Ours = [.. FunctionTable.All.Select(function => function.Name)];

    [Fact]
    public void Every_counterpart_is_a_function_of_ours()
    {
        var named = HelmNames.All.Concat(ScribanNames.All)
            .SelectMany(name => GroupedName().Matches(name.Instead ?? "").Select(match => match.Value).Append(name.Function))
            .OfType<string>()
            .Where(name => !name.StartsWith("values.", StringComparison.Ordinal) && !name.StartsWith("list.", StringComparison.Ordinal));

        named.Where(name => !Ours.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_name_leads_to_a_function_or_says_why_not() =>
        HelmNames.All.Concat(ScribanNames.All).Where(name => name.Function is null && name.Instead is null).ShouldBeEmpty();

    [Fact]
    public void No_name_is_listed_twice() =>
        HelmNames.All.Concat(ScribanNames.All).GroupBy(name => name.Name).Where(group => group.Count() > 1).ShouldBeEmpty();

    [Fact]
    public void The_reference_has_every_name() => HelmNames.All.Concat(ScribanNames.All).Where(name => !FunctionReference.Text.Contains(Row(name), StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Names_of_Scriban_are_no_functions_of_ours() => ScribanNames.All.Where(name => Ours.Contains(name.Name)).ShouldBeEmpty();

    [Theory]
    [InlineData("values.a | toYaml", "`toYaml` is `to_yaml` here: seldom needed: `key: {{ values.map }}` writes a map")]
    [InlineData("'a' | b64enc", "`b64enc` is `base64_encode` here")]
    [InlineData("true | ternary 'a' 'b'", "Instead of `ternary`: `condition ? yes : no`")]
    [InlineData("env 'HOME'", "Instead of `env`: a chart gives the same bytes on every machine; pass values")]
    [InlineData("'a' | string.strip", "`string.strip` is `trim` here")]
    [InlineData("html.escape 'a'", "Instead of `html`: no HTML in YAML")]
    public void A_name_from_elsewhere_gets_ours_as_a_hint(string expression, string hint) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n", "a: 1").Hint.ShouldBe(hint);

    private static string Row(ForeignName name) =>
        $"| `{name.Name}` | {(name.Function is null ? "" : $"`{name.Function}`")} | {name.Instead?.Replace("|", "\\|", StringComparison.Ordinal)} |";

    [GeneratedRegex(@"(?<=[`( ])[a-z]+\.[a-z_]{3,}(?=[`' )\]])")]
    private static partial Regex GroupedName();
}
