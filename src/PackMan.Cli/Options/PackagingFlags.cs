using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags of `package` that sign the archive or fetch dependencies.</summary>
internal static class PackagingFlags
{
    private const string NoSignatures = "packing makes no `.prov` files";
    private const string SignLater = "Sign the archive after packing with `packman sign ARCHIVE --key FILE`";
    private const string NothingFetched = "packing fetches nothing: the charts it depends on lie in `charts/`";

    public static void AddRefused(Command command)
    {
        foreach (var name in new[] { "--sign", "--key", "--keyring", "--passphrase-file" })
        {
            command.Add(new RefusedFlag(name, NoSignatures, SignLater));
        }

        command.Add(new RefusedFlag("--dependency-update", "dependencies are not fetched in this version", "Put the charts into `charts/` before you pack") { Aliases = { "-u" } });
        foreach (var name in new[] { "--username", "--password", "--cert-file", "--key-file", "--ca-file", "--insecure-skip-tls-verify", "--plain-http" })
        {
            command.Add(new RefusedFlag(name, NothingFetched, "Leave it out"));
        }
    }
}
