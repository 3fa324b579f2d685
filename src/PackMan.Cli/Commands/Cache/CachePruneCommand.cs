using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Cache;

/// <summary>`packman cache prune`.</summary>
internal sealed class CachePruneCommand : PackManCommand
{
    private readonly Option<TimeSpan> _unusedFor = Flag.Duration("--unused-for", TimeSpan.FromDays(30), "Remove what was not used for this long (default 720h)");
    private readonly Option<bool> _all = Flag.Switch("--all", "Remove everything");
    private readonly Option<bool> _dryRun = Flag.Switch("--dry-run", "Say what would be removed, and remove nothing");
    private readonly OutputFlag _output = new();

    public CachePruneCommand()
        : base("prune", "Remove from the cache what was not used for a while")
    {
        Details = "What is removed is fetched again when it is needed. Other commands may run meanwhile: what they have found they can still read.";
        Examples = ["packman cache prune", "packman cache prune --unused-for 168h --dry-run", "packman cache prune --all"];
        foreach (var option in new Option[] { _unusedFor, _all, _dryRun })
        {
            Add(option);
        }

        _output.AddTo(this);
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = context.Reach(new ChartAccessOptions());
        var isDryRun = context.Parsed.GetValue(_dryRun);
        var unusedSince = context.Parsed.GetValue(_all) ? DateTimeOffset.MaxValue : context.Surroundings.Time.GetUtcNow() - context.Parsed.GetValue(_unusedFor);
        var removed = isDryRun ? [.. access.Cache.List().Where(content => content.UsedAt < unusedSince)] : access.Cache.Prune(unusedSince);
        var size = removed.Sum(content => content.Length);
        var model = Model.Map(
            ("removed", YamlList.Of(removed.Select(content => Model.Map(("digest", Model.Text(content.Digest.ToString())), ("size", Model.Number(content.Length)))))),
            ("size", Model.Number(size)),
            ("dryRun", new YamlBoolean(isDryRun)));
        context.Print(
            _output.Read(context.Parsed),
            model,
            output => output.Write($"{(isDryRun ? "Would remove" : "Removed")} {removed.Count} {(removed.Count == 1 ? "file" : "files")}, {HumanSize.Of(size)}\n"));
        return Task.FromResult(ExitCodes.Done);
    }
}
