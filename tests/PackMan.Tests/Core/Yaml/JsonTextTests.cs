using System.Text.Json;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":1.10,"b":123456789012345678901234567890,"c":[true,null,"ü<\u0001"],"d":{}}""")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void What_is_read_is_written_again_with_its_digits(string json) => JsonText.Write(JsonText.Parse(json)).ShouldBe(json);

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("{} {}")]
    [InlineData("{")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public void Broken_or_ambiguous_json_is_refused(string json) => Should.Throw<JsonException>(() => JsonText.Parse(json));

    [Theory]
    [InlineData("{\"a\":\"\u00b3\"}")]
    [InlineData("{\"\u00b3\":1}")]
    public void Bytes_that_are_no_utf8_are_refused(string latin) => Should.Throw<JsonException>(() => JsonText.Parse(System.Text.Encoding.Latin1.GetBytes(latin)));
}
