namespace PackMan.Cli;

/// <summary>What `packman` tells the shell; documented in `docs/reference/exit-codes.md`.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed; the error is on stderr.</summary>
    public const int Failed = 1;

    /// <summary>Differences were found by a command that was asked to look for them.</summary>
    public const int Differences = 2;

    /// <summary>Cancelled by SIGINT or SIGTERM, after the operation recorded how far it came.</summary>
    public const int Cancelled = 130;
}
