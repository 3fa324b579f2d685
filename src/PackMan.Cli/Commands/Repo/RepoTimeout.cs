using System.CommandLine;

namespace PackMan.Cli.Commands.Repo;

/// <summary>`--timeout` of commands that fetch indexes.</summary>
internal static class RepoTimeout
{
    public static Option<TimeSpan> Flag() => Options.Flag.Duration("--timeout", TimeSpan.FromMinutes(2), "Time an index may take to come (default 2m0s)");
}
