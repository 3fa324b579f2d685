using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags that say where a chart comes from and how it is checked. They come with registries and repositories.</summary>
internal static class ChartFlags
{
    private const string LocalOnly = "charts come from folders and .tgz archives in this version, so there is nothing to choose or fetch";
    private const string Fetch = "Fetch the chart first and name its folder or archive";

    public static void AddRefused(Command command)
    {
        foreach (var name in new[]
        {
            "--version", "--devel", "--repo", "--username", "--password", "--cert-file", "--key-file", "--ca-file",
            "--insecure-skip-tls-verify", "--plain-http", "--pass-credentials",
        })
        {
            command.Add(new RefusedFlag(name, LocalOnly, Fetch));
        }

        command.Add(new RefusedFlag("--verify", "signatures of charts are not checked in this version", "Check the archive before you name it, for example with `cosign verify-blob`"));
        command.Add(new RefusedFlag("--keyring", "signatures of charts are not checked in this version", "Check the archive before you name it, for example with `cosign verify-blob`"));
        command.Add(new RefusedFlag("--dependency-update", "charts with dependencies are not rendered in this version"));
        command.Add(new RefusedFlag("--render-subchart-notes", "charts with dependencies are not rendered in this version"));
    }
}
