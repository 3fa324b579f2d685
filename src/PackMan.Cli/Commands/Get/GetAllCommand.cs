using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get all NAME`.</summary>
internal sealed class GetAllCommand : RevisionCommand
{
    private readonly Option<bool> _showSensitive = Flag.Switch("--show-sensitive", "Print the data of Secrets and sensitive values too, in place of `(hidden)`");
    private readonly OutputFlag _output = new();

    public GetAllCommand()
        : base("all", "Print everything recorded of a release: metadata, values, hooks, manifest and notes")
    {
        Add(_showSensitive);
        Add(new RefusedFlag("--template", "there are no Go templates in PackMan", "Use `-o json` and a tool such as `jq`"));
        _output.AddTo(this);
    }

    protected override void Print(CommandContext context, ReleaseRevision revision)
    {
        var record = new PrintableRecord(revision.Record, context.Parsed.GetValue(_showSensitive));
        var model = ReleaseModel.Release(revision, record).With("computed_values", record.ComputedValues);
        context.Print(_output.Read(context.Parsed), model, output =>
        {
            ReleaseText.WriteSummary(output, revision.Summary, context.Palette, hasMetadata: true);
            output.Write($"USER-SUPPLIED VALUES:\n{YamlWriter.Write(record.SuppliedValues)}\n");
            output.Write($"COMPUTED VALUES:\n{YamlWriter.Write(record.ComputedValues)}\n");
            output.Write($"HOOKS:\n{record.Hooks}\nMANIFEST:\n{record.Manifest}\n");
            ReleaseText.WriteNotes(output, record);
        });
    }
}
