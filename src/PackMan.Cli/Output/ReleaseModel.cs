using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>Releases in the field names of Helm's JSON, so that scripts carry over.</summary>
internal static class ReleaseModel
{
    /// <summary>An element of `list -o json`; the revision is a string there, as in Helm.</summary>
    public static YamlMap ListElement(ReleaseSummary release, string updated) => Model.Map(
        ("name", Model.Text(release.Name.Text)),
        ("namespace", Model.Text(release.Namespace)),
        ("revision", Model.Text($"{release.Revision}")),
        ("updated", Model.Text(updated)),
        ("status", Model.Text(release.Status.ToText())),
        ("chart", Model.Text(ChartOf(release))),
        ("app_version", Model.Text(release.AppVersion)));

    /// <summary>An element of `history -o json`.</summary>
    public static YamlMap HistoryElement(ReleaseSummary release) => Model.Map(
        ("revision", Model.Number(release.Revision)),
        ("updated", Model.Text(GoTime.Rfc3339(release.Updated))),
        ("status", Model.Text(release.Status.ToText())),
        ("chart", Model.Text(ChartOf(release))),
        ("app_version", Model.Text(release.AppVersion)),
        ("description", Model.Text(release.Description)));

    /// <summary>`status -o json`, and what install and upgrade print with `-o json`.</summary>
    public static YamlMap Release(ReleaseRevision revision) => Release(revision, new PrintableRecord(revision.Record));

    public static YamlMap Release(ReleaseRevision revision, PrintableRecord record) => Model.Map(
        ("name", Model.Text(revision.Summary.Name.Text)),
        ("info", Info(revision, record)),
        ("config", Model.MapOrNone(record.SuppliedValues)),
        ("manifest", Model.TextOrNone(record.Manifest)),
        ("hooks", Model.ListOrNone(record.HookModels)),
        ("version", Model.Number(revision.Summary.Revision)),
        ("namespace", Model.Text(revision.Summary.Namespace)),
        ("apply_method", Model.Text("ssa")));

    /// <summary>`get metadata -o json`.</summary>
    public static YamlMap Metadata(ReleaseRevision revision) => Model.Map(
        ("name", Model.Text(revision.Summary.Name.Text)),
        ("chart", Model.Text(revision.Summary.ChartName)),
        ("version", Model.Text(revision.Summary.ChartVersion)),
        ("appVersion", Model.Text(revision.Summary.AppVersion)),
        ("annotations", revision.Record.ChartMetadata.Find("annotations")),
        ("labels", Model.MapOrNone(YamlMap.OfStrings(revision.Summary.Labels))),
        ("dependencies", revision.Record.ChartMetadata.Find("dependencies")),
        ("namespace", Model.Text(revision.Summary.Namespace)),
        ("revision", Model.Number(revision.Summary.Revision)),
        ("status", Model.Text(revision.Summary.Status.ToText())),
        ("deployedAt", Model.Text(GoTime.Rfc3339(revision.Summary.Updated))),
        ("applyMethod", Model.Text("ssa")));

    /// <summary>`web-1.2.0`.</summary>
    public static string ChartOf(ReleaseSummary release) => $"{release.ChartName}-{release.ChartVersion}";

    private static YamlMap Info(ReleaseRevision revision, PrintableRecord record) => Model.Map(
        ("first_deployed", Model.Text(GoTime.Rfc3339(revision.Record.FirstDeployed))),
        ("last_deployed", Model.Text(GoTime.Rfc3339(revision.Summary.Updated))),
        ("description", Model.TextOrNone(revision.Summary.Description)),
        ("status", Model.Text(revision.Summary.Status.ToText())),
        ("rollback_revision", revision.Record.RollbackTo is { } target ? Model.Number(target) : null),
        ("notes", Model.TextOrNone(record.Notes)));
}
