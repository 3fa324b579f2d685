using PackMan.Templating.Evaluation;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class RenderDeadlineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ManualTimer _timer = new();
    private readonly CancellationTokenSource _user = new();
    private TimeSpan _used = TimeSpan.FromSeconds(3);

    public void Dispose() => _user.Dispose();

    [Fact]
    public void A_rendering_that_used_the_processor_for_its_time_is_stopped()
    {
        using var deadline = new RenderDeadline(Limit, _timer, () => _used, _user.Token);
        _timer.Due.ShouldBe(Limit);

        _used += Limit;
        _timer.Fire();

        deadline.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void Who_waited_for_the_processor_gets_the_time_that_is_left()
    {
        using var deadline = new RenderDeadline(Limit, _timer, () => _used, _user.Token);

        _used += TimeSpan.FromSeconds(4);
        _timer.Fire();
        deadline.Token.IsCancellationRequested.ShouldBeFalse();
        _timer.Due.ShouldBe(TimeSpan.FromSeconds(6));

        _used += TimeSpan.FromSeconds(6);
        _timer.Fire();
        deadline.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void The_user_stops_it_at_once()
    {
        using var deadline = new RenderDeadline(Limit, _timer, () => _used, _user.Token);

        _user.Cancel();

        deadline.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_timer_that_goes_off_after_the_end_does_nothing()
    {
        new RenderDeadline(Limit, _timer, () => _used, _user.Token).Dispose();
        _used += Limit;

        Should.NotThrow(_timer.Fire);
    }

    /// <summary>A clock with one timer that goes off when told.</summary>
    private sealed class ManualTimer : TimeProvider, ITimer
    {
        private Action _fire = () => { };

        public TimeSpan Due { get; private set; }

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
