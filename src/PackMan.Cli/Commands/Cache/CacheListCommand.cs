using System.Globalization;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Distribution.Cache;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Cache;

/// <summary>`packman cache list`.</summary>
internal sealed class CacheListCommand : PackManCommand
{
    private readonly OutputFlag _output = new();

    public CacheListCommand()
        : base("list", "List what the cache holds, the longest unused first")
    {
        Aliases.Add("ls");
        Examples = ["packman cache list", "packman cache list -o json"];
        _output.AddTo(this);
    }

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = context.Reach(new ChartAccessOptions());
        var entries = access.Cache.List().Select(content => new CacheEntry(content, CachedKind.Of(access.Cache, content.Digest))).ToList();
        context.Print(_output.Read(context.Parsed), YamlList.Of(entries.Select(ModelOf)), output => Write(output, entries));
        context.Surroundings.Error.WriteLine($"{entries.Count} {(entries.Count == 1 ? "file" : "files")}, {HumanSize.Of(entries.Sum(entry => entry.Content.Length))}, in {SafeText.Of(access.Cache.Folder)}");
        return Task.FromResult(ExitCodes.Done);
    }

    private static void Write(TextWriter output, List<CacheEntry> entries)
    {
        var table = new Table("DIGEST", "SIZE", "LAST USED", "CONTENT");
        foreach (var (content, kind) in entries)
        {
            table.Add(content.Digest.ToString(), HumanSize.Of(content.Length), content.UsedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), kind);
        }

        table.Write(output);
    }

    private static YamlMap ModelOf(CacheEntry entry) => Model.Map(
        ("digest", Model.Text(entry.Content.Digest.ToString())),
        ("size", Model.Number(entry.Content.Length)),
        ("lastUsed", Model.Text(entry.Content.UsedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
        ("content", Model.Text(entry.Kind)));

    private sealed record CacheEntry(CachedContent Content, string Kind);
}
