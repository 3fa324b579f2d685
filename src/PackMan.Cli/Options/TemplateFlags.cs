using System.Collections.Immutable;
using System.CommandLine;
using PackMan.Templating;

namespace PackMan.Cli.Options;

/// <summary>The flags of `template` that say what is rendered for and what is printed.</summary>
internal sealed class TemplateFlags
{
    private readonly Option<string[]> _showOnly = Flag.Texts("--show-only", "PATH", "Print only what these templates gave, such as `templates/service.yaml`; `*` stands for any name", "-s");
    private readonly Option<string?> _outputFolder = Flag.Text("--output-dir", "DIR", "Write a file per template below this folder instead of printing");
    private readonly Option<bool> _releaseName = Flag.Switch("--release-name", "With `--output-dir`, write below a folder of the release's name");
    private readonly Option<bool> _includeCrds = Flag.Switch("--include-crds", "Print the chart's `crds/` too");
    private readonly Option<bool> _skipCrds = Flag.Switch("--skip-crds", "Do not print the chart's `crds/`, which is the default");
    private readonly Option<bool> _skipTests = Flag.Switch("--skip-tests", "Leave out test hooks");
    private readonly Option<bool> _noHooks = Flag.Switch("--no-hooks", "Leave out all hooks");
    private readonly Option<bool> _isUpgrade = Flag.Switch("--is-upgrade", "Render as for an upgrade: `release.is_upgrade` is true");
    private readonly CapabilityFlags _capabilities = new();
    private readonly BareFlag _dryRun = new("--dry-run", ["client", "server", "none", "true", "false"], "With `server`, ask the cluster for its version, its APIs and what `lookup` looks up");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _showOnly, _outputFolder, _releaseName, _includeCrds, _skipCrds, _skipTests, _noHooks, _isUpgrade, _dryRun })
        {
            command.Add(option);
        }

        _capabilities.AddTo(command);

        command.Add(new RefusedFlag("--validate", "it is Helm's old word for asking the server", "Use `--dry-run=server`, or `packman install --dry-run` to have every field checked"));
    }

    public bool IsUpgrade(ParseResult parsed) => parsed.GetValue(_isUpgrade);

    /// <summary>Only the word `server` does; alone, the flag says what `template` does anyway.</summary>
    public bool AsksServer(ParseResult parsed) => parsed.GetResult(_dryRun) is { Implicit: false } && parsed.GetValue(_dryRun) == "server";

    public TemplateSelection ReadSelection(ParseResult parsed) => new()
    {
        ShowOnly = [.. parsed.GetValue(_showOnly) ?? []],
        HasCrds = parsed.GetValue(_includeCrds) && !parsed.GetValue(_skipCrds),
        HasTests = !parsed.GetValue(_skipTests),
        HasHooks = !parsed.GetValue(_noHooks),
    };

    /// <summary>The folder to write into; null to print.</summary>
    public string? OutputFolder(ParseResult parsed, string releaseName) =>
        parsed.GetValue(_outputFolder) is not { } folder ? null : parsed.GetValue(_releaseName) ? Path.Combine(folder, releaseName) : folder;

    /// <param name="server">What the cluster said; null without one.</param>
    /// <exception cref="UsageException">The version is none.</exception>
    public Capabilities ReadCapabilities(ParseResult parsed, Capabilities? server) => _capabilities.Read(parsed, server);
}

/// <summary>What `template` prints of what it rendered.</summary>
internal sealed record TemplateSelection
{
    public ImmutableArray<string> ShowOnly { get; init; } = [];

    public bool HasCrds { get; init; }

    public bool HasTests { get; init; }

    public bool HasHooks { get; init; }
}
