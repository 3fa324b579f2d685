using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get values NAME`.</summary>
internal sealed class GetValuesCommand : RevisionCommand
{
    private readonly Option<bool> _all = Flag.Switch("--all", "Print the computed values, chart defaults included", "-a");
    private readonly Option<bool> _showSensitive = Flag.Switch("--show-sensitive", "Print sensitive values too, in place of `(hidden)`");
    private readonly OutputFlag _output = new();

    public GetValuesCommand()
        : base("values", "Print the values a release was given")
    {
        Details = "What the chart's schema marks as `writeOnly` or `x-packman-sensitive` is printed as `(hidden)`.";
        Examples = ["packman get values web", "packman get values web --all -o json"];
        Add(_all);
        Add(_showSensitive);
        _output.AddTo(this);
    }

    protected override void Print(CommandContext context, ReleaseRevision revision)
    {
        var isAll = context.Parsed.GetValue(_all);
        var record = new PrintableRecord(revision.Record, context.Parsed.GetValue(_showSensitive));
        var values = isAll ? record.ComputedValues : record.SuppliedValues;
        context.Print(_output.Read(context.Parsed), values, output =>
            output.Write($"{(isAll ? "COMPUTED" : "USER-SUPPLIED")} VALUES:\n{YamlWriter.Write(values)}"));
    }
}
