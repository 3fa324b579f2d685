using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;

namespace PackMan.Actions;

/// <summary>What an operation tells while it runs; the console shows it, tests collect it.</summary>
public interface IOperationLog
{
    /// <summary>Something the user should know and may act on; one sentence.</summary>
    void Warn(string message);

    /// <summary>A step in words (`waiting for the lease of web held by …`).</summary>
    void Note(string message);

    /// <summary>The plan is made and passed every check; the first write follows.</summary>
    void Planned(Plan plan);

    /// <summary>A change was carried out.</summary>
    void Done(Change change);

    /// <summary>A hook starts.</summary>
    void HookStarted(Hook hook, HookEvent hookEvent);

    /// <summary>A hook ended well.</summary>
    void HookDone(Hook hook, HookEvent hookEvent);

    /// <summary>An awaited object's state changed.</summary>
    void Progress(ObjectProgress progress);
}
