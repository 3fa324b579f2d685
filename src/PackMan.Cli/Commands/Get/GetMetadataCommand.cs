using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get metadata NAME`.</summary>
internal sealed class GetMetadataCommand : RevisionCommand
{
    private readonly OutputFlag _output = new();

    public GetMetadataCommand()
        : base("metadata", "Print the chart, version and status of a release") => _output.AddTo(this);

    protected override void Print(CommandContext context, ReleaseRevision revision) =>
        context.Print(_output.Read(context.Parsed), ReleaseModel.Metadata(revision), output => WriteLines(output, revision));

    private static void WriteLines(TextWriter output, ReleaseRevision revision)
    {
        var (summary, record) = revision;
        var dependencies = record.ChartMetadata.Find("dependencies") as YamlList ?? YamlList.Empty;
        (string Key, string Value)[] lines =
        [
            ("NAME", summary.Name.Text),
            ("CHART", summary.ChartName),
            ("VERSION", summary.ChartVersion),
            ("APP_VERSION", summary.AppVersion),
            ("ANNOTATIONS", Pairs(record.ChartMetadata.Find("annotations") as YamlMap)),
            ("LABELS", Pairs(YamlMap.OfStrings(summary.Labels))),
            ("DEPENDENCIES", string.Join(',', dependencies.Items.Select(dependency => dependency.FindString("name")))),
            ("NAMESPACE", summary.Namespace),
            ("REVISION", $"{summary.Revision}"),
            ("STATUS", summary.Status.ToText()),
            ("DEPLOYED_AT", GoTime.Rfc3339(summary.Updated)),
            ("APPLY_METHOD", "server-side apply"),
        ];
        output.Write(SafeText.Of(string.Concat(lines.Select(line => $"{line.Key}: {line.Value}\n"))));
    }

    private static string Pairs(YamlMap? map) =>
        string.Join(',', (map ?? YamlMap.Empty).Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
}
