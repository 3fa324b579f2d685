using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class NameFunctionTests
{
    [Theory]
    [InlineData("'maxHTTPHeaders' | snake_case", "max_http_headers")]
    [InlineData("'Max  Headers.per-Request' | snake_case", "max_headers_per_request")]
    [InlineData("'v1Beta2' | kebab_case", "v1-beta2")]
    [InlineData("'HTTP' | kebab_case", "http")]
    [InlineData("'_x_' | kebab_case", "x")]
    [InlineData("'max-http_headers' | camel_case", "maxHttpHeaders")]
    [InlineData("'MaxHeaders' | camel_case", "maxHeaders")]
    [InlineData("'ab' | repeat 3", "ababab")]
    [InlineData("'a' + ('b' | repeat 0)", "a")]
    [InlineData("'one two three' | wrap 8 | replace \"\\n\" '/'", "one two/three")]
    [InlineData("'incomprehensible word' | wrap 4 | replace \"\\n\" '/'", "incomprehensible/word")]
    [InlineData("\"a b\\nc d\" | wrap 3 | replace \"\\n\" '/'", "a b/c d")]
    [InlineData("'Feature/ABC_1.2' | dns_label", "feature-abc-1-2")]
    [InlineData("'--x--' | dns_label", "x")]
    [InlineData("'review/feature-one-of-many' | dns_label 20", "review-feat-e8c8bf1f")]
    [InlineData("'review/feature-two-of-many' | dns_label 20", "review-feat-17accf38")]
    [InlineData("'review/feature-two' | dns_label 18", "review-feature-two")]
    [InlineData("'a' | repeat 70 | dns_label | string.size", "63")]
    public void Texts_become_names(string expression, string expected) =>
        TestCharts.Render($"a: |\n  {{{{ {expression} }}}}\n").ShouldBe($"a: |\n  {expected}\n");

    [Theory]
    [InlineData("'...' | dns_label", "`...` has no letter or digit to make a name of")]
    [InlineData("'a' | dns_label 64", "`dns_label` takes a length from 10 to 63, not 64")]
    [InlineData("'ab' | repeat 100000000", "`repeat` gives a text that is longer than 4 MiB")]
    [InlineData("'ab' | repeat (-1)", "`repeat` takes a count of at least 0, not -1")]
    [InlineData("'ab' | wrap 0", "`wrap` takes a width of at least 1, not 0")]
    public void A_wrong_argument_is_named(string expression, string message) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n").Message.ShouldBe(message);
}
