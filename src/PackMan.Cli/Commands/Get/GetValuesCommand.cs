using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get values NAME`.</summary>
internal sealed class GetValuesCommand : RevisionCommand
{
    private readonly Option<bool> _all = Flag.Switch("--all", "Print the computed values, chart defaults included", "-a");
    private readonly OutputFlag _output = new();

    public GetValuesCommand()
        : base("values", "Print the values a release was given")
    {
        Examples = ["packman get values web", "packman get values web --all -o json"];
        Add(_all);
        _output.AddTo(this);
    }

    protected override void Print(CommandContext context, ReleaseRevision revision)
    {
        var isAll = context.Parsed.GetValue(_all);
        var values = isAll ? revision.Record.ComputedValues : revision.Record.SuppliedValues;
        context.Print(_output.Read(context.Parsed), values, output =>
            output.Write($"{(isAll ? "COMPUTED" : "USER-SUPPLIED")} VALUES:\n{YamlWriter.Write(values)}"));
    }
}
