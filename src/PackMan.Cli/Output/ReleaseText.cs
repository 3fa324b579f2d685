using PackMan.Releases;

namespace PackMan.Cli.Output;

/// <summary>A release as install, upgrade and status tell a person of it: Helm's lines.</summary>
internal static class ReleaseText
{
    public static void Write(TextWriter output, ReleaseRevision revision, Palette palette, bool isHidingNotes = false, bool hasMetadata = false, Table? objects = null)
    {
        WriteSummary(output, revision.Summary, palette, hasMetadata);
        if (objects is not null)
        {
            output.Write("RESOURCES:\n");
            objects.Write(output);
        }

        if (!isHidingNotes)
        {
            WriteNotes(output, new PrintableRecord(revision.Record));
        }
    }

    public static void WriteSummary(TextWriter output, ReleaseSummary summary, Palette palette, bool hasMetadata)
    {
        output.Write($"NAME: {summary.Name}\n");
        output.Write($"LAST DEPLOYED: {GoTime.Ansi(summary.Updated)}\n");
        output.Write($"NAMESPACE: {summary.Namespace}\n");
        output.Write($"STATUS: {StatusText.Paint(palette, summary.Status.ToText())}\n");
        output.Write($"REVISION: {summary.Revision}\n");
        if (hasMetadata)
        {
            output.Write(SafeText.Of($"CHART: {summary.ChartName}\nVERSION: {summary.ChartVersion}\nAPP_VERSION: {summary.AppVersion}\n"));
        }

        output.Write($"DESCRIPTION: {SafeText.Of(summary.Description)}\n");
    }

    public static void WriteNotes(TextWriter output, PrintableRecord record)
    {
        if (record.Notes.Trim().Length > 0)
        {
            output.Write($"NOTES:\n{SafeText.Of(record.Notes.Trim())}\n");
        }
    }
}
