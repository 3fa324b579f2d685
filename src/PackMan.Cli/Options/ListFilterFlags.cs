using System.CommandLine;
using System.Text.RegularExpressions;
using PackMan.Cli.Output;
using PackMan.Releases;

namespace PackMan.Cli.Options;

/// <summary>The flags that choose and sort what `list` shows.</summary>
internal sealed class ListFilterFlags
{
    private readonly Option<bool> _deployed = Flag.Switch("--deployed", "Show deployed releases");
    private readonly Option<bool> _failed = Flag.Switch("--failed", "Show failed releases");
    private readonly Option<bool> _pending = Flag.Switch("--pending", "Show releases an operation is at work on, or was interrupted");
    private readonly Option<bool> _superseded = Flag.Switch("--superseded", "Show superseded revisions; on its own every one of them");
    private readonly Option<bool> _uninstalled = Flag.Switch("--uninstalled", "Show uninstalled releases whose history was kept");
    private readonly Option<bool> _uninstalling = Flag.Switch("--uninstalling", "Show releases being uninstalled");
    private readonly Option<bool> _byDate = Flag.Switch("--date", "Sort by the time of the last change, newest first", "-d");
    private readonly Option<bool> _reverse = Flag.Switch("--reverse", "Reverse the order", "-r");
    private readonly Option<int> _max = Flag.Number("--max", 256, "Releases to show; 0 shows all (default 256)", "-m");
    private readonly Option<int> _offset = Flag.Number("--offset", 0, "Releases to leave out at the beginning");
    private readonly Option<string?> _filter = Flag.Text("--filter", "REGEX", "Show releases whose name matches a regular expression", "-f");
    private readonly Option<string?> _selector = Flag.Text("--selector", "QUERY", "Show releases whose labels match, such as `team=web,tier!=test`", "-l");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _deployed, _failed, _pending, _superseded, _uninstalled, _uninstalling, _byDate, _reverse, _max, _offset, _filter, _selector })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">The regular expression or the label query cannot be read.</exception>
    public ReleaseFilter Read(ParseResult parsed) => new()
    {
        Statuses = [.. Statuses(parsed)],
        IsByDate = parsed.GetValue(_byDate),
        IsReversed = parsed.GetValue(_reverse),
        Max = parsed.GetValue(_max),
        Offset = parsed.GetValue(_offset),
        Name = ReadRegex(parsed.GetValue(_filter)),
        Labels = LabelQuery.Parse(parsed.GetValue(_selector) ?? ""),
    };

    private IEnumerable<ReleaseStatus> Statuses(ParseResult parsed)
    {
        (Option<bool> Option, ReleaseStatus[] Statuses)[] choices =
        [
            (_deployed, [ReleaseStatus.Deployed]),
            (_failed, [ReleaseStatus.Failed]),
            (_pending, [ReleaseStatus.PendingInstall, ReleaseStatus.PendingUpgrade, ReleaseStatus.PendingRollback]),
            (_superseded, [ReleaseStatus.Superseded]),
            (_uninstalled, [ReleaseStatus.Uninstalled]),
            (_uninstalling, [ReleaseStatus.Uninstalling]),
        ];
        return choices.Where(choice => parsed.GetValue(choice.Option)).SelectMany(choice => choice.Statuses);
    }

    private static Regex? ReadRegex(string? pattern)
    {
        try
        {
            // Helm's expressions are RE2, which never backtracks either.
            return pattern is null ? null : new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new UsageException($"`--filter` takes a regular expression without back references and look-around, not `{pattern}`");
        }
    }
}
