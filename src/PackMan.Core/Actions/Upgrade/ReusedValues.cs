using PackMan.Releases;
using PackMan.Schemas;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Actions.Upgrade;

/// <summary>Decides which supplied values an upgrade works with, and says so where it is not plain from the command line.</summary>
internal static class ReusedValues
{
    private const int MaxNamed = 10;

    public static YamlMap Decide(UpgradeOptions options, ReleaseRevision last, IOperationLog log)
    {
        var (now, before) = (options.Target.Supplied, last.Record.SuppliedValues);
        switch (options.Reuse)
        {
            case ValuesReuse.Reset:
                return now;
            case ValuesReuse.Reuse:
                return ValuesMerger.Merge(before, now, Again(ValuesSchema.MergeRulesOf(options.Target.Chart)));
            case ValuesReuse.Default when now.Count == 0:
                if (before.Count > 0)
                {
                    log.Note($"No values were given: those of revision {last.Summary.Revision} are used again");
                }

                return before;
            default:
                WarnOfDropped(before, now, last.Summary.Revision, log);
                return now;
        }
    }

    // What is given a second time must not stand there twice.
    private static MergeRules? Again(MergeRules? rules) => rules is null ? null : path => rules(path) is MergeRule.ByKey rule ? rule : null;

    private static void WarnOfDropped(YamlMap before, YamlMap now, int revision, IOperationLog log)
    {
        var dropped = Leaves("", before).Where(path => now.Find(path.Split('\n')) is null).Select(path => $"`{path.Replace('\n', '.')}`").ToList();
        if (dropped.Count == 0)
        {
            return;
        }

        var more = dropped.Count > MaxNamed ? $" and {dropped.Count - MaxNamed} more" : "";
        log.Warn(
            $"Values of revision {revision} that are not given now fall back to the chart's defaults: {string.Join(", ", dropped.Take(MaxNamed))}{more}; "
            + "keep them with `--reuse-values`");
    }

    // Keys may hold dots, so the steps of a path are kept apart by a character no key has.
    private static IEnumerable<string> Leaves(string prefix, YamlMap map) => map.Entries.SelectMany(entry =>
        entry.Value is YamlMap { Count: > 0 } child ? Leaves($"{prefix}{entry.Key}\n", child) : [prefix + entry.Key]);
}
