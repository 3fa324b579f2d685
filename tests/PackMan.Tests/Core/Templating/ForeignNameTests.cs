using System.Text.RegularExpressions;
using PackMan.Templating.Functions;
using PackMan.Templating.Functions.Names;
using Scriban.Functions;
using Scriban.Runtime;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>Names of Helm's and Scriban's functions lead to ours.</summary>
public sealed partial class ForeignNameTests
{
    private static readonly HashSet<string> Ours = [.. FunctionTable.All.Select(function => function.Name)];

    // Go's text/template (funcs.go), sprig 3.3 (functions.go) and Helm 4.1 (pkg/engine/funcs.go).
    private static readonly string[] OfHelm = """
        abbrev abbrevboth add add1 add1f addf adler32sum ago all and any append atoi b32dec b32enc b64dec b64enc base bcrypt biggest buildCustomCert call
        camelcase cat ceil chunk clean coalesce compact concat contains date date_in_zone date_modify dateInZone dateModify decryptAES deepCopy deepEqual
        default derivePassword dict dig dir div divf duration durationDays durationHours durationMicroseconds durationMilliseconds durationMinutes
        durationNanoseconds durationRound durationRoundTo durationSeconds durationTruncateTo durationWeeks empty encryptAES env eq expandenv ext fail first
        float64 floor fromJson fromJsonArray fromToml fromYaml fromYamlArray ge genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey
        genSignedCert genSignedCertWithKey get getHostByName gt has hasKey hasPrefix hasSuffix hello html htmlDate htmlDateInZone htpasswd include indent
        index initial initials int int64 isAbs join js kebabcase keys kindIs kindOf last le len list lookup lower lt max maxf merge mergeOverwrite min minf
        mod mul mulf must_date_modify mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast
        mustMerge mustMergeOverwrite mustPrepend mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit
        mustRest mustReverse mustSlice mustToDate mustToDuration mustToJson mustToPrettyJson mustToRawJson mustToToml mustToYaml mustUniq mustWithout ne
        nindent nospace not now omit or osBase osClean osDir osExt osIsAbs pick pluck plural prepend print printf println quote randAlpha randAlphaNum
        randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat
        replace required rest reverse round semver semverCompare seq set sha1sum sha256sum sha512sum shuffle slice snakecase sortAlpha split splitList splitn
        squote sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson toRawJson toString toStrings toToml toYaml toYamlPretty tpl trim
        trimall trimAll trimPrefix trimSuffix trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin urlParse
        urlquery uuidv4 values without wrap wrapWith
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

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
    public void Every_function_of_sprig_and_Helm_is_listed() =>
        OfHelm.Except(HelmNames.All.Select(name => name.Name)).ShouldBeEmpty();

    [Fact]
    public void Every_function_of_Scriban_is_ours_or_listed()
    {
        var groups = new BuiltinFunctions();
        var functions = groups.GetMembers().SelectMany(group => groups[group] is IScriptObject members and not IScriptCustomFunction
            ? members.GetMembers().Select(member => $"{group}.{member}")
            : [group]).ToList();

        functions.Count.ShouldBeGreaterThan(110);
        functions.Except([.. Ours, .. ScribanNames.All.Select(name => name.Name), "blank", "empty", "include_join"])
            .Where(name => ForeignName.Hint(name.Split('.')[0]) is null).ShouldBeEmpty();
    }

    [Fact]
    public void No_name_is_listed_twice() =>
        HelmNames.All.Concat(ScribanNames.All).GroupBy(name => name.Name).Where(group => group.Count() > 1).ShouldBeEmpty();

    [Fact]
    public void The_reference_has_every_name() => HelmNames.All.Concat(ScribanNames.All).Where(name => !FunctionReference.Text.Contains(Row(name), StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Names_of_Scriban_are_no_functions_of_ours() => ScribanNames.All.Where(name => Ours.Contains(name.Name)).ShouldBeEmpty();

    [Theory]
    [InlineData("values.a | toYaml", "`toYaml` is `to_yaml` here: seldom needed: `key: {{ values.map }}` writes a map")]
    [InlineData("80 | to_string", "Instead of `to_string`: `$\"{value}\"`, or `quote`")]
    [InlineData("values.a | to_pretty_json", "`to_pretty_json` is `to_json` here: `value | to_json true`")]
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
