using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>`-o table|json|yaml`.</summary>
internal sealed class OutputFlag
{
    private readonly Option<string> _format = Flag.Choice("--output", "table", ["table", "json", "yaml"], "Print as table, json or yaml", "-o");

    public void AddTo(Command command) => command.Add(_format);

    public OutputFormat Read(ParseResult parsed) => parsed.GetValue(_format) switch
    {
        "json" => OutputFormat.Json,
        "yaml" => OutputFormat.Yaml,
        _ => OutputFormat.Table,
    };
}

/// <summary>How data is printed.</summary>
internal enum OutputFormat
{
    Table,
    Json,
    Yaml,
}
