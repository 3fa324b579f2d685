using System.CommandLine;
using PackMan.Values;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags that supply values; later kinds win over earlier ones whatever their order on the line.</summary>
internal sealed class ValuesFlags
{
    private readonly Option<string[]> _files = Flag.Texts("--values", "FILE", "Values in a YAML file, or `-` for stdin; may be repeated, later files win", "-f");
    private readonly Option<string[]> _setJson = Flag.Texts("--set-json", "KEY=JSON", "Set a value from JSON, or a whole JSON object");
    private readonly Option<string[]> _set = Flag.Texts("--set", "KEY=VALUE", "Set values: `image.tag=1.27,ports[0]=80`; `null` removes a default");
    private readonly Option<string[]> _setString = Flag.Texts("--set-string", "KEY=VALUE", "Set values that are always strings");
    private readonly Option<string[]> _setFile = Flag.Texts("--set-file", "KEY=FILE", "Set a value to the text of a file");
    private readonly Option<string[]> _setLiteral = Flag.Texts("--set-literal", "KEY=VALUE", "Set one value to the text as it stands, commas and backslashes included");

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _files, _set, _setString, _setFile, _setJson, _setLiteral })
        {
            command.Add(option);
        }
    }

    public SuppliedValues Read(ParseResult parsed) => new()
    {
        // Helm's --values is a comma-separated list, its --set flags are not.
        Files = [.. (parsed.GetValue(_files) ?? []).SelectMany(files => files.Split(',', StringSplitOptions.RemoveEmptyEntries))],
        SetJson = [.. parsed.GetValue(_setJson) ?? []],
        Set = [.. parsed.GetValue(_set) ?? []],
        SetString = [.. parsed.GetValue(_setString) ?? []],
        SetFile = [.. parsed.GetValue(_setFile) ?? []],
        SetLiteral = [.. parsed.GetValue(_setLiteral) ?? []],
    };
}
