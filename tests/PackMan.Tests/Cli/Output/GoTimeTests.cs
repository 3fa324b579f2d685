using PackMan.Cli.Output;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Output;

public sealed class GoTimeTests
{
    private static readonly DateTimeOffset Time = new DateTimeOffset(1977, 9, 2, 22, 4, 5, TimeSpan.Zero).AddMilliseconds(250);

    [Theory]
    [InlineData("Mon Jan _2 15:04:05 2006", "Fri Sep  2 22:04:05 1977")]
    [InlineData("2006-01-02 15:04:05Z0700", "1977-09-02 22:04:05Z")]
    [InlineData("Monday, 02-Jan-06 15:04:05 MST", "Friday, 02-Sep-77 22:04:05 UTC")]
    [InlineData("2006-01-02T15:04:05-07:00", "1977-09-02T22:04:05+00:00")]
    [InlineData("January 2, 3:04 PM", "September 2, 10:04 PM")]
    [InlineData("no time at all", "no time at all")]
    public void Writes_in_layouts_of_Go(string layout, string expected) => GoTime.Format(Time, layout).ShouldBe(expected);

    [Fact]
    public void Writes_the_forms_of_Helms_output()
    {
        GoTime.Ansi(Time).ShouldBe("Fri Sep  2 22:04:05 1977");
        GoTime.Rfc3339(Time).ShouldBe("1977-09-02T22:04:05.25Z");
        GoTime.Default(Time).ShouldBe("1977-09-02 22:04:05.25 +0000 UTC");
        GoTime.Default(Time.AddHours(1).ToOffset(TimeSpan.FromHours(2))).ShouldBe("1977-09-02 23:04:05.25 +0000 UTC");
    }
}
