namespace PackMan.Cli.Output;

/// <summary>Colours of release statuses, as Helm chose them.</summary>
internal static class StatusText
{
    public static string Paint(Palette palette, string status) => status.TrimEnd() switch
    {
        "deployed" => palette.Green(status),
        "failed" => palette.Red(status),
        "pending-install" or "pending-upgrade" or "pending-rollback" or "uninstalling" => palette.Yellow(status),
        _ => status,
    };
}
