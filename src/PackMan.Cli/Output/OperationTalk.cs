using PackMan.Actions;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;

namespace PackMan.Cli.Output;

/// <summary>What a running operation says on stderr: a line an event, and on a terminal one live line for what is awaited.</summary>
internal sealed class OperationTalk(TextWriter error, Palette palette, TerminalFacts terminal) : IOperationLog, IDisposable
{
    // Operations report from many tasks at once.
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private bool _hasLiveLine;

    public void Warn(string message) => Say($"{palette.Yellow("warning:")} {SafeText.Of(message)}");

    public void Note(string message) => Say(SafeText.Of(message));

    public void Planned(Plan plan) => Say($"Plan: {PlanCounts.Of(plan)}");

    public void Done(Change change)
    {
        var word = change switch
        {
            Change.Create => palette.Green("created"),
            Change.Update => palette.Yellow("updated"),
            Change.Recreate => palette.Red("recreated"),
            Change.Delete => palette.Red("deleted"),
            Change.Keep => "kept",
            _ => null,
        };
        if (word is not null)
        {
            Say($"{word} {change.Subject}");
        }
    }

    public void HookStarted(Hook hook, HookEvent hookEvent) => Say($"hook {HookReader.Text(hookEvent)} {hook.Object} started");

    public void HookDone(Hook hook, HookEvent hookEvent) => Say($"hook {HookReader.Text(hookEvent)} {hook.Object} {palette.Green("done")}");

    public void Progress(ObjectProgress progress)
    {
        var name = progress.Reference.ToString();
        lock (_gate)
        {
            var wasWaiting = _waiting.Remove(name);
            switch (progress.State)
            {
                case ReadinessState.Waiting waiting:
                    _waiting[name] = waiting.Reason;
                    SayOnce($"waiting for {name}: {SafeText.Of(waiting.Reason)}", isForTerminal: false);
                    break;
                case ReadinessState.Failed failed:
                    SayOnce($"{palette.Red("failed")} {name}: {SafeText.Of(failed.Reason)}");
                    break;
                // What is ready at once (a ConfigMap) is no news after `created`.
                case ReadinessState.Ready ready when wasWaiting:
                    Write($"{palette.Green("done")} {name}: {SafeText.Of(ready.Reason)}");
                    break;
            }

            DrawLiveLine();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _waiting.Clear();
            EraseLiveLine();
        }
    }

    private void Say(string line)
    {
        lock (_gate)
        {
            Write(line);
            DrawLiveLine();
        }
    }

    // A watch reports a state again and again; a log wants it once.
    private void SayOnce(string line, bool isForTerminal = true)
    {
        if ((isForTerminal || !terminal.IsErrorTerminal) && _said.Add(line))
        {
            Write(line);
        }
    }

    private void Write(string line)
    {
        EraseLiveLine();
        error.WriteLine(line);
    }

    private void DrawLiveLine()
    {
        EraseLiveLine();
        if (_waiting.Count == 0 || !terminal.IsErrorTerminal)
        {
            return;
        }

        var (name, reason) = _waiting.First();
        var text = $"waiting for {(_waiting.Count == 1 ? "" : $"{_waiting.Count} objects, ")}{name}: {SafeText.Of(reason).ReplaceLineEndings(" ")}";
        error.Write(palette.Dim(text.Length < terminal.Width ? text : text[..(terminal.Width - 1)]));
        _hasLiveLine = true;
    }

    private void EraseLiveLine()
    {
        if (_hasLiveLine)
        {
            error.Write("\r\e[K");
            _hasLiveLine = false;
        }
    }
}
