using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.Pulling;
using PackMan.Distribution.References;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman pull CHART…`.</summary>
internal sealed class PullCommand : PackManCommand
{
    private readonly Argument<string[]> _charts = new("CHART...") { Description = "The chart: `oci://REGISTRY/PATH` or the URL of an archive; several may be named", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _destination = Flag.Text("--destination", "DIR", "Folder to write into (default: the working folder)", "-d");
    private readonly Option<bool> _untar = Flag.Switch("--untar", "Unpack the chart into a folder of its name, which must not exist yet, and keep no archive");
    private readonly Option<string?> _untarFolder = Flag.Text("--untardir", "DIR", "With `--untar`, the folder to unpack below; a relative one starts from `--destination`");
    private readonly Option<bool> _provenance = Flag.Switch("--prov", "Write Helm's provenance file beside the archive too, without checking it");
    private readonly OutputFlag _output = new();
    private readonly ChartFlags _chartFlags = new() { HasDependencyUpdate = false };

    public PullCommand()
        : base("pull", "Fetch charts and keep them as archives or folders")
    {
        Aliases.Add("fetch");
        Details = "What is fetched is checked against its digest and read under the limits of loading before anything is written: a damaged or hostile archive leaves no file behind. Helm charts can be pulled too.";
        Examples =
        [
            "packman pull oci://registry.example.org/charts/web --version ^1.2",
            "packman pull oci://registry.example.org/charts/web:1.2.0 --untar",
            "packman pull https://example.org/charts/web-1.2.0.tgz --prov --destination dist",
        ];
        Add(_charts);
        foreach (var option in new Option[] { _destination, _untar, _untarFolder, _provenance })
        {
            Add(option);
        }

        _output.AddTo(this);
        _chartFlags.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var target = ReadTarget(context);
        using var access = context.Reach(_chartFlags.Read(context.Parsed, context.Surroundings));
        var pull = new ChartPull(access);
        var pulled = new List<PulledChart>();
        foreach (var chart in context.Parsed.GetRequiredValue(_charts))
        {
            pulled.Add(await pull.FetchAsync(ReadReference(chart), context.Parsed.GetValue(_provenance), cancellationToken));
        }

        // Nothing is written before all of them are there and have room.
        target.Check(pulled);
        var written = pulled.Select(chart => target.Write(chart, pull)).ToList();
        WarnOfMissingProvenance(context, pulled);
        context.Print(_output.Read(context.Parsed), YamlList.Of(written.Select(PulledModel.Of)), output => written.ForEach(chart => output.Write(PulledModel.Text(chart))));
        return ExitCodes.Done;
    }

    private PulledTarget ReadTarget(CommandContext context)
    {
        var isUntarred = context.Parsed.GetValue(_untar);
        var untarFolder = context.Parsed.GetValue(_untarFolder);
        if (!isUntarred && untarFolder is not null)
        {
            throw new UsageException("`--untardir` says where to unpack, and `--untar` is missing", "Give `--untar` too, or name the folder of the archive with `--destination`");
        }

        if (isUntarred && context.Parsed.GetValue(_provenance))
        {
            throw new UsageException("`--prov` is about the archive, and `--untar` keeps none", "Pull the archive with its provenance first, and unpack it then");
        }

        var folder = Path.Combine(context.Parsed.GetValue(_destination) ?? ".", untarFolder ?? "");
        return new PulledTarget(folder, context.Surroundings.FullPath(folder), isUntarred);
    }

    private static ChartReference ReadReference(string text) =>
        ChartReference.Parse(text) is ChartReference.Local && (text.StartsWith('.') || Path.IsPathRooted(text) || text.EndsWith(".tgz", StringComparison.Ordinal))
            ? throw new UsageException($"`{text}` is a path of this machine, and `pull` fetches charts from elsewhere", "Name `oci://REGISTRY/PATH` or the URL of an archive")
            : ChartReference.Parse(text);

    private void WarnOfMissingProvenance(CommandContext context, List<PulledChart> pulled)
    {
        foreach (var chart in pulled.Where(chart => context.Parsed.GetValue(_provenance) && chart.Provenance is null))
        {
            context.Warn($"`{chart.Fetched.Name}` has no provenance file");
        }
    }
}
