using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.Cli.Commands.Search;

/// <summary>`packman search oci REFERENCE`.</summary>
internal sealed class SearchOciCommand : PackManCommand
{
    private readonly Argument<string> _reference = new("REFERENCE") { Description = "A chart, as `oci://HOST/PATH`, to list its versions; or a registry, as `oci://HOST`, to list what it holds" };
    private readonly SearchFlags _search = new();
    private readonly RemoteFlags _remote = new();

    public SearchOciCommand()
        : base("oci", "List the versions of a chart of a registry, or what a registry holds")
    {
        Details = "Versions are the tags of the chart, the newest first. Few public registries tell what they hold; where one does, images are listed as well as charts.";
        Examples = ["packman search oci oci://registry.example.org/charts/web", "packman search oci oci://localhost:5000"];
        Add(_reference);
        _search.AddTo(this);
        _remote.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var place = OciReference.ParsePlace(context.Parsed.GetRequiredValue(_reference));
        var version = _search.ReadVersion(context.Parsed);
        using var access = context.Reach(_remote.Read(context.Parsed, context.Surroundings));
        var found = await new OciSearch(access.Registries).RunAsync(place, version, cancellationToken);
        return _search.Print(
            context,
            found,
            item => Model.Map(("name", Model.Text(item.Name)), ("version", Model.TextOrNone(item.Version?.ToString()))),
            (items, cut) =>
            {
                var table = new Table("NAME", "CHART VERSION");
                foreach (var item in items)
                {
                    table.Add(item.Name, cut(item.Version?.ToString() ?? ""));
                }

                return table;
            });
    }
}
