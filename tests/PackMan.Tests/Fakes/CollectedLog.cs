using PackMan.Actions;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;

namespace PackMan.Tests.Fakes;

/// <summary>Keeps what an operation told.</summary>
internal sealed class CollectedLog : IOperationLog
{
    private readonly Lock _gate = new();

    public List<string> Warnings { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>`planned`, `done x`, `hook started x`, `hook done x` in order.</summary>
    public List<string> Events { get; } = [];

    public Plan? Plan { get; private set; }

    public void Warn(string message) => Add(Warnings, message);

    public void Note(string message) => Add(Notes, message);

    public void Planned(Plan plan)
    {
        Plan = plan;
        Add(Events, "planned");
    }

    public void Done(Change change) => Add(Events, $"done {change.Subject}");

    public void HookStarted(Hook hook, HookEvent hookEvent) => Add(Events, $"hook started {hook.Object}");

    public void HookDone(Hook hook, HookEvent hookEvent) => Add(Events, $"hook done {hook.Object}");

    public void Progress(ObjectProgress progress) => Add(Events, $"{progress.Reference}: {progress.State.Reason}");

    private void Add(List<string> list, string line)
    {
        lock (_gate)
        {
            list.Add(line);
        }
    }
}
