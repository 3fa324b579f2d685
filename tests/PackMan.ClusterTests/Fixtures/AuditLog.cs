using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>What clients asked of the API server; it is written before the answer goes out, so a finished call is always in it.</summary>
internal sealed class AuditLog(string path)
{
    private static readonly HashSet<string> ReadingVerbs = ["get", "list", "watch"];

    /// <summary>A place in the log, to look at later entries only.</summary>
    public long Position => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    public IReadOnlyList<AuditEntry> EntriesSince(long position)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(position, SeekOrigin.Begin);
        using var lines = new StreamReader(file);
        var entries = new List<AuditEntry>();
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            entries.Add(Entry(JsonNode.Parse(line)));
        }

        return entries;
    }

    /// <summary>Requests that changed something or were meant to; dry runs and access reviews change nothing.</summary>
    public IReadOnlyList<AuditEntry> WritesSince(long position) =>
        [.. EntriesSince(position).Where(entry => !ReadingVerbs.Contains(entry.Verb) && !entry.IsDryRun && !IsReview(entry))];

    private static bool IsReview(AuditEntry entry) => entry.Resource.EndsWith("reviews", StringComparison.Ordinal);

    private static AuditEntry Entry(JsonNode? item) => new(
        item.Text("verb"),
        item.Text("objectRef", "resource"),
        item.Text("objectRef", "namespace"),
        item.Text("objectRef", "name"),
        item.Text("user", "username"),
        item.Text("requestURI"),
        int.TryParse(item.Text("responseStatus", "code"), out var code) ? code : 0);
}

/// <summary>One request to the API server.</summary>
internal sealed record AuditEntry(string Verb, string Resource, string Namespace, string Name, string User, string Uri, int StatusCode)
{
    public bool IsDryRun => Uri.Contains("dryRun=All", StringComparison.Ordinal);
}
