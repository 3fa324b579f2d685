using PackMan.Cli.Options;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Options;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("300s", 300_000)]
    [InlineData("5m0s", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData(".5s", 500)]
    [InlineData("250ms", 250)]
    [InlineData("1m1m", 120_000)]
    public void Reads_what_Go_reads(string text, long milliseconds) =>
        GoDuration.TryParse(text).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("m")]
    [InlineData("1d")]
    [InlineData("5m ")]
    [InlineData("9999999999999h")]
    public void Refuses_what_is_no_time_to_wait(string text) => GoDuration.TryParse(text).ShouldBeNull();
}
