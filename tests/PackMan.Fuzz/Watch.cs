using System.Diagnostics;

namespace PackMan.Fuzz;

/// <summary>Runs one step at a time on a thread like those of the pool, and tells when it takes too long or too much memory.</summary>
internal sealed class Watch(TimeSpan patience, long memory)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private Worker _worker = new();

    /// <summary>The longest that a step has taken.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>The most bytes that a step has held beyond those before it.</summary>
    public long Most { get; private set; }

    /// <summary>What went wrong, with the exception if there was one; null when nothing did.</summary>
    public (string Fault, string Detail)? Run(Action<CancellationToken> step)
    {
        var before = GC.GetTotalMemory(false);
        var clock = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        _worker.Begin(() => step(stop.Token));
        while (!_worker.Wait(Look))
        {
            Most = Math.Max(Most, GC.GetTotalMemory(false) - before);
            if (clock.Elapsed > patience || Most > memory)
            {
                stop.Cancel();
                _worker = new Worker();
                return Most > memory ? ("takes too much memory", $"{Most / 1024 / 1024} MiB") : ("takes too long", $"{clock.Elapsed.TotalSeconds:0} s");
            }
        }

        Longest = clock.Elapsed > Longest ? clock.Elapsed : Longest;
        return _worker.Failure is { } failure ? Describe(failure) : null;
    }

    private static (string Fault, string Detail)? Describe(Exception failure) => failure switch
    {
        PackManException or OperationCanceledException => null,
        _ => ($"{failure.GetType().Name}: {failure.Message.Split('\n')[0]} {OwnFrame(failure)}", failure.ToString()),
    };

    // Where in our own code it came out of; the same fault deeper in a library has many faces.
    private static string OwnFrame(Exception failure) => failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("at PackMan.", StringComparison.Ordinal))?.Split(" in ")[0].Trim() ?? "";

    private sealed class Worker
    {
        private readonly object _gate = new();
        private Action? _step;

        public Worker() => new Thread(Loop) { IsBackground = true }.Start();

        public Exception? Failure { get; private set; }

        public void Begin(Action step)
        {
            lock (_gate)
            {
                (_step, Failure) = (step, null);
                Monitor.PulseAll(_gate);
            }
        }

        /// <summary>Whether the step is done, waiting for it so long.</summary>
        public bool Wait(TimeSpan time)
        {
            lock (_gate)
            {
                return _step is null || (Monitor.Wait(_gate, time) && _step is null);
            }
        }

        private void Loop()
        {
            while (true)
            {
                var failure = Try(Next());
                lock (_gate)
                {
                    (_step, Failure) = (null, failure);
                    Monitor.PulseAll(_gate);
                }
            }
        }

        private Action Next()
        {
            lock (_gate)
            {
                while (_step is null)
                {
                    Monitor.Wait(_gate);
                }

                return _step;
            }
        }

        private static Exception? Try(Action step)
        {
            try
            {
                step();
                return null;
            }
            catch (Exception failure)
            {
                // Every exception is an answer here; which of them are findings is decided by the watch.
                return failure;
            }
        }
    }
}
