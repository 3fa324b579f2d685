using System.Collections.Concurrent;
using PackMan.Live;
using PackMan.Manifests;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Readiness;

public sealed class ReadinessWaitTests : IDisposable
{
    private const string Running = """{"kind":"Pod","apiVersion":"v1","metadata":{"uid":"u1"},"status":{"phase":"Running"}}""";
    private const string Ready = """{"kind":"Pod","apiVersion":"v1","metadata":{"uid":"u1"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""";
    private const string Failed = """{"kind":"Pod","apiVersion":"v1","metadata":{"uid":"u1"},"status":{"phase":"Failed","message":"evicted"}}""";
    private const string Web = "/api/v1/namespaces/shop/pods/web";

    private readonly FakeCollection _server = new();
    private readonly Reports _reports = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_wait_ends_when_the_watch_brings_the_ready_state()
    {
        _server.Set(Web, Running);
        _server.Watched = () => _server.Set(Web, Ready);

        await WaitAsync(Pod("web"));

        _server.Asked.ShouldContain("watch /api/v1/namespaces/shop/pods metadata.name=web");
        _reports.ShouldBe(["pod/shop/web it is running", "pod/shop/web it is ready"]);
    }

    [Fact]
    public async Task An_object_that_appears_only_later_is_waited_for()
    {
        _server.Watched = () => _server.Set(Web, Ready);

        await WaitAsync(Pod("web"));

        _reports.ShouldBe(["pod/shop/web it does not exist", "pod/shop/web it is ready"]);
    }

    [Fact]
    public async Task Several_objects_of_a_kind_share_one_watch()
    {
        _server.Set(Web, Ready);
        _server.Watched = () => _server.Set("/api/v1/namespaces/shop/pods/db", Ready);

        await WaitAsync(Pod("web"), Pod("db"));

        _server.Asked.Count(asked => asked.StartsWith("watch", StringComparison.Ordinal)).ShouldBe(1);
        _server.Asked.ShouldContain("list /api/v1/namespaces/shop/pods");
    }

    [Fact]
    public async Task A_failure_ends_the_wait_at_once_even_if_others_are_still_on_their_way()
    {
        _server.Set(Web, Running);
        _server.Watched = () => _server.Set(Web, Failed);

        var failure = await Should.ThrowAsync<NotReadyException>(() => WaitAsync(Pod("never"), Pod("web")));

        failure.Message.ShouldBe("Failed while waiting: `pod/shop/web`: evicted");
        failure.Timeout.ShouldBeNull();
    }

    [Fact]
    public async Task A_timeout_tells_what_is_not_ready_and_why()
    {
        var time = new ManualTimeout();
        _server.Set(Web, Running);
        _server.Watched = time.Fire;

        var failure = await Should.ThrowAsync<NotReadyException>(() => WaitAsync(time, new WaitRequest([Pod("web")], ManualTimeout.Length)));

        failure.Message.ShouldBe("Not ready after waiting for 420s: `pod/shop/web`: it is running");
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("list")]
    public async Task Where_watching_is_forbidden_the_object_is_asked_for_again_and_that_is_said(string verb)
    {
        _server.Forbidden.Add(verb);
        _server.Set(Web, Running);
        var reads = 0;
        _server.Read = () =>
        {
            if (++reads == 3)
            {
                _server.Set(Web, Ready);
            }
        };

        await WaitAsync(new InstantTime(TimeSpan.FromSeconds(3)), new WaitRequest([Pod("web")], TimeSpan.FromMinutes(5)) { Progress = _reports });

        reads.ShouldBe(4);
        _reports.ShouldContain("pod/shop/web watching `pods in shop` is not allowed, so it is asked for every 2 s");
        _reports.Last().ShouldBe("pod/shop/web it is ready");
    }

    [Fact]
    public async Task Gone_is_when_the_uid_is_gone_and_the_finalizers_that_hold_it_are_named()
    {
        _server.Set(Web, """{"kind":"Pod","apiVersion":"v1","metadata":{"uid":"u1","finalizers":["example.com/guard"]}}""");
        _server.Watched = () => _server.Set(Web, Running.Replace("u1", "u2", StringComparison.Ordinal));

        await WaitAsync(new AwaitedObject(Reference("web"), AwaitedState.Gone, "u1"));

        _reports.ShouldBe(["pod/shop/web it still exists: finalizers `example.com/guard` hold it", "pod/shop/web it is gone, and another one took its name"]);
    }

    [Fact]
    public async Task Gone_is_when_the_watch_tells_of_the_deletion()
    {
        _server.Set(Web, Running);
        _server.Watched = () => _server.Set(Web, null);

        await WaitAsync(new AwaitedObject(Reference("web"), AwaitedState.Gone));

        _reports.Last().ShouldBe("pod/shop/web it is gone");
    }

    [Fact]
    public async Task Kinds_without_a_state_are_not_even_asked_for()
    {
        await WaitAsync(new AwaitedObject(new ObjectReference(new ObjectIdentity("", "ConfigMap", "shop", "settings"), "v1"), AwaitedState.Ready));

        _server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_is_no_timeout()
    {
        using var cancelled = new CancellationTokenSource();
        _server.Set(Web, Running);
        _server.Watched = cancelled.Cancel;

        await Should.ThrowAsync<OperationCanceledException>(() => _server.Cluster().WaitAsync(new WaitRequest([Pod("web")], TimeSpan.FromMinutes(5)), cancelled.Token));
    }

    private static AwaitedObject Pod(string name) => new(Reference(name), AwaitedState.Ready);

    private static ObjectReference Reference(string name) => new(new ObjectIdentity("", "Pod", "shop", name), "v1");

    private Task WaitAsync(params AwaitedObject[] awaited) =>
        WaitAsync(TimeProvider.System, new WaitRequest([.. awaited], TimeSpan.FromMinutes(5)) { Progress = _reports });

    private Task WaitAsync(TimeProvider time, WaitRequest request) => _server.Cluster(time).WaitAsync(request);

    private sealed class Reports : ConcurrentQueue<string>, IProgress<ObjectProgress>
    {
        public void Report(ObjectProgress value) => Enqueue($"{value.Reference} {value.State.Reason}");
    }

    /// <summary>A clock whose one long limit goes off when told.</summary>
    private sealed class ManualTimeout : TimeProvider
    {
        public static readonly TimeSpan Length = TimeSpan.FromMinutes(7);

        private Action _fire = () => { };

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Length)
            {
                _fire = () => callback(state);
                return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            return System.CreateTimer(callback, state, dueTime, period);
        }
    }
}
