using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman list`.</summary>
internal sealed class ListCommand : PackManCommand
{
    private const int StatusColumn = 4;

    private readonly Option<bool> _short = Flag.Switch("--short", "Print only names", "-q");
    private readonly Option<bool> _noHeaders = Flag.Switch("--no-headers", "Leave out the headers of the table");
    private readonly Option<string?> _timeFormat = Flag.Text("--time-format", "LAYOUT", "Layout of times in Go's notation, such as `2006-01-02 15:04`");
    private readonly Option<bool> _allNamespaces = Flag.Switch("--all-namespaces", "List the releases of all namespaces", "-A");
    private readonly ListFilterFlags _filter = new();
    private readonly OutputFlag _output = new();

    public ListCommand()
        : base("list", "List releases with their newest revision")
    {
        Aliases.Add("ls");
        Examples = ["packman list", "packman list --all-namespaces --failed", "packman list --filter '^web' -o json"];
        foreach (var option in new Option[] { _short, _noHeaders, _timeFormat, _allNamespaces })
        {
            Add(option);
        }

        var all = new RefusedFlag("--all", "`list` shows the releases of every status", "Leave it out; `--all-namespaces` (`-A`) lists those of all namespaces");
        all.Aliases.Add("-a");
        Add(all);
        _filter.AddTo(this);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var filter = _filter.Read(context.Parsed);
        using var access = await context.ConnectAsync(cancellationToken);
        var namespaceName = context.Parsed.GetValue(_allNamespaces) ? null : context.NamespaceIn(access);
        var releases = filter.Apply(await access.Releases.ListAsync(namespaceName, cancellationToken: cancellationToken));
        var isShort = context.Parsed.GetValue(_short);
        context.Print(
            _output.Read(context.Parsed),
            YamlList.Of(releases.Select(release => isShort ? Model.Text(release.Name.Text) : ReleaseModel.ListElement(release, Updated(context, release)))),
            output => WriteTable(context, output, releases, isShort));
        return ExitCodes.Done;
    }

    private void WriteTable(CommandContext context, TextWriter output, IReadOnlyList<ReleaseSummary> releases, bool isShort)
    {
        if (isShort)
        {
            output.Write(string.Concat(releases.Select(release => $"{release.Name}\n")));
            return;
        }

        var table = new Table("NAME", "NAMESPACE", "REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION") { HasHeaders = !context.Parsed.GetValue(_noHeaders) };
        foreach (var release in releases)
        {
            table.Add(release.Name.Text, release.Namespace, $"{release.Revision}", Updated(context, release), release.Status.ToText(), ReleaseModel.ChartOf(release), release.AppVersion);
        }

        table.Write(output, (column, cell) => column == StatusColumn ? StatusText.Paint(context.Palette, cell) : cell);
    }

    private string Updated(CommandContext context, ReleaseSummary release) =>
        context.Parsed.GetValue(_timeFormat) is { } layout ? GoTime.Format(release.Updated, layout) : GoTime.Default(release.Updated);
}
