using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core;

public sealed class BoundedMatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    private readonly MovedClock _clock = new();
    private int _asked;

    [Fact]
    public void An_answer_in_time_counts()
    {
        Ask(TimeSpan.FromMilliseconds(200)).ShouldBe(1);

        _asked.ShouldBe(1);
    }

    [Fact]
    public void An_answer_that_took_too_long_counts_for_nothing_and_is_asked_for_again() =>
        Ask(TimeSpan.FromSeconds(1), Limit, TimeSpan.Zero).ShouldBe(3);

    [Fact]
    public void What_never_ends_in_time_is_an_error()
    {
        Should.Throw<RegexMatchTimeoutException>(() => Ask(Limit, Limit, Limit));

        _asked.ShouldBe(3);
    }

    [Fact]
    public void A_pattern_that_throws_is_asked_again_and_then_throws()
    {
        var regex = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(1));
        var text = new string('a', 40) + "!";

        Should.Throw<RegexMatchTimeoutException>(() => BoundedMatch.Ask(regex, () =>
        {
            _asked++;
            return regex.IsMatch(text);
        }));

        _asked.ShouldBe(3);
    }

    private int Ask(params TimeSpan[] durations) => BoundedMatch.Ask(Limit, _clock, () =>
    {
        _clock.Now += durations[_asked];
        return ++_asked;
    });

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
