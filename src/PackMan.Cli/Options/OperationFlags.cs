using System.CommandLine;
using PackMan.Actions;
using PackMan.Releases;

namespace PackMan.Cli.Options;

/// <summary>The flags of every command that writes to the cluster.</summary>
internal sealed class OperationFlags
{
    private readonly BareFlag _dryRun = new("--dry-run", ["none", "client", "server", "true", "false"], "Print the plan and write nothing; the API server computes it (`server`, the default), or nothing but discovery is asked (`client`)");
    private readonly Option<TimeSpan> _timeout = Flag.Duration("--timeout", TimeSpan.FromMinutes(5), "Limit for the whole operation, hooks and waiting included (default 5m)");
    private readonly BareFlag _wait = new("--wait", ["watcher", "hookOnly", "true", "false"], "Wait until everything is ready, which is the default; `hookOnly` is `--no-wait`");
    private readonly Option<bool> _noWait = Flag.Switch("--no-wait", "Do not wait until everything is ready; hooks are always waited for");
    private readonly Option<bool> _noHooks = Flag.Switch("--no-hooks", "Do not run hooks");
    private readonly Option<string?> _description = Flag.Text("--description", "TEXT", "Description of the revision");
    private readonly Option<bool> _waitForJobs = Flag.Switch("--wait-for-jobs", "Wait until Jobs are complete, not only started");
    private readonly Option<string> _conflicts = Flag.Choice("--conflicts", "fail", ["fail", "force"], "When others own a field that the release sets: stop before the first write, or take it");
    private readonly Option<bool> _forceConflicts = Flag.Switch("--force-conflicts", "The same as `--conflicts=force`");
    private readonly Option<bool> _recreate = Flag.Switch("--force-replace", "Delete an object and make it anew where a field cannot be changed in place", "--force");
    private readonly Option<bool> _takeOwnership = Flag.Switch("--take-ownership", "Adopt existing objects that are not this release's");
    private readonly Option<int> _historyMax = Flag.Number("--history-max", 10, "Revisions to keep; 0 keeps all (default 10)");
    private readonly BareFlag _serverSide = new("--server-side", ["true", "auto"], "Apply on the server, which is the only way PackMan applies");

    /// <summary>What a command applies to objects, besides deleting them.</summary>
    public required bool IsApplying { get; init; }

    public bool HasTakeOwnership { get; init; }

    public bool HasHistoryMax { get; init; }

    public void AddTo(Command command)
    {
        List<Option> options = [_dryRun, _timeout, _wait, _noWait, _noHooks, _description];
        if (IsApplying)
        {
            options.AddRange([_waitForJobs, _conflicts, _forceConflicts, _recreate, _serverSide]);
        }

        if (HasTakeOwnership)
        {
            options.Add(_takeOwnership);
        }

        if (HasHistoryMax)
        {
            options.Add(_historyMax);
        }

        options.ForEach(command.Add);
    }

    public OperationOptions Read(ParseResult parsed, ReleaseName name, string namespaceName) => new()
    {
        Name = name,
        Namespace = namespaceName,
        DryRun = ReadDryRun(parsed),
        Timeout = parsed.GetValue(_timeout),
        Wait = !parsed.GetValue(_noWait) && parsed.GetValue(_wait) is not ("hookOnly" or "false"),
        NoHooks = parsed.GetValue(_noHooks),
        Description = parsed.GetValue(_description),
        WaitForJobs = IsApplying && parsed.GetValue(_waitForJobs),
        Conflicts = IsApplying && (parsed.GetValue(_forceConflicts) || parsed.GetValue(_conflicts) == "force") ? ConflictPolicy.Force : ConflictPolicy.Fail,
        Recreate = IsApplying && parsed.GetValue(_recreate),
        TakeOwnership = HasTakeOwnership && parsed.GetValue(_takeOwnership),
        HistoryMax = HasHistoryMax ? parsed.GetValue(_historyMax) : 10,
    };

    public DryRun ReadDryRun(ParseResult parsed) => parsed.GetValue(_dryRun) switch
    {
        "client" => DryRun.Client,
        "server" or "true" => DryRun.Server,
        _ => DryRun.None,
    };
}
