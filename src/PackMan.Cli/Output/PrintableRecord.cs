using PackMan.Actions.Deploy;
using PackMan.Planning;
using PackMan.Releases;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>
/// A record as it may be printed: without the data of Secrets and without what the chart's schema marks as sensitive. Only
/// `get manifest` and `get hooks`, which are asked for the text itself, print it as recorded.
/// </summary>
internal sealed class PrintableRecord
{
    private readonly ReleaseRecord _record;
    private readonly SensitivePaths _paths;
    private readonly Redaction _redaction;
    private readonly bool _isOpen;

    /// <param name="record">What is recorded.</param>
    /// <param name="isOpen">`--show-sensitive`: the user wants to see everything.</param>
    public PrintableRecord(ReleaseRecord record, bool isOpen = false)
    {
        _record = record;
        _isOpen = isOpen;
        _paths = isOpen ? SensitivePaths.None : new SensitivePaths(record.SensitivePaths);
        _redaction = isOpen ? Redaction.SecretsOnly : SensitiveTexts.Of([record]);
    }

    public YamlMap SuppliedValues => _paths.Redact(_record.SuppliedValues);

    public YamlMap ComputedValues => _paths.Redact(_record.ComputedValues);

    public string Manifest => Clean(_record.Manifest);

    public string Hooks => Clean(_record.Hooks);

    public string Notes => _redaction.Clean(_record.Notes);

    public YamlList HookModels => HookModel.List(Hooks);

    private string Clean(string manifests) => _isOpen ? manifests : _redaction.Clean(SecretFree.Text(manifests));
}
