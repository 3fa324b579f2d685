using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>Helm's flags of `package` that sign the archive.</summary>
internal static class PackagingFlags
{
    private const string NoSignatures = "packing makes no `.prov` files";
    private const string SignLater = "Sign the archive after packing with `packman sign ARCHIVE --key FILE`";

    public static void AddRefused(Command command)
    {
        foreach (var name in new[] { "--sign", "--key", "--keyring", "--passphrase-file" })
        {
            command.Add(new RefusedFlag(name, NoSignatures, SignLater));
        }
    }
}
