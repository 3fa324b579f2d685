using System.Globalization;
using PackMan.Cli.Connection;
using PackMan.Releases;

namespace PackMan.Cli.Commands;

/// <summary>Finds what is recorded of a release.</summary>
internal static class RecordedRelease
{
    /// <summary>The revision asked for, or the newest one.</summary>
    /// <param name="revision">`--revision`; 0 is Helm's word for the newest.</param>
    /// <exception cref="ReleaseNotFoundException">The release was never recorded here.</exception>
    /// <exception cref="RevisionNotFoundException">It has no such revision.</exception>
    public static async Task<ReleaseRevision> ReadAsync(ClusterAccess access, string namespaceName, string name, int revision, CancellationToken cancellationToken)
    {
        var history = await HistoryAsync(access, namespaceName, name, cancellationToken);
        var summary = (revision == 0 ? history.Newest : history.Find(revision)) ?? throw new RevisionNotFoundException(history, revision);
        return await access.Releases.ReadAsync(summary, cancellationToken);
    }

    /// <summary>All revisions of a release that has at least one.</summary>
    public static async Task<ReleaseHistory> HistoryAsync(ClusterAccess access, string namespaceName, string name, CancellationToken cancellationToken)
    {
        var release = ReleaseName.Parse(name);
        var history = await access.Releases.GetHistoryAsync(namespaceName, release, cancellationToken);
        return history.Newest is null ? throw new ReleaseNotFoundException(release, namespaceName) : history;
    }

    /// <summary>A revision as a user writes it.</summary>
    public static int ParseRevision(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new UsageException($"`{text}` is no revision number", "Run `packman history NAME` to see the revisions");
}
