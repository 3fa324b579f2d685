using System.Globalization;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Releases;

/// <summary>A record from its JSON. Members that a newer PackMan added are passed over; missing ones that a rollback needs are an error.</summary>
internal static class ReleaseRecordReader
{
    /// <exception cref="FormatException">A member is missing or has another kind.</exception>
    public static ReleaseRecord Read(YamlNode root)
    {
        if (root.FindString("format") is not ReleaseRecordWriter.Format)
        {
            throw new FormatException($"its format is `{root.FindString("format") ?? "unknown"}`, and this PackMan reads `{ReleaseRecordWriter.Format}`");
        }

        return new ReleaseRecord
        {
            ChartMetadata = Map(root, "chart"),
            ChartDigest = Text(root, "chartDigest"),
            SuppliedValues = Map(root, "suppliedValues"),
            ComputedValues = Map(root, "computedValues"),
            Manifest = Text(root, "manifest"),
            Hooks = Text(root, "hooks"),
            Crds = root.FindString("crds") ?? "",
            Notes = root.FindString("notes") ?? "",
            Inventory = [.. (root.Find("inventory") as YamlList ?? throw Missing("inventory")).Select(Reference)],
            SensitivePaths = [.. (root.Find("sensitivePaths") as YamlList ?? YamlList.Empty).OfType<YamlString>().Select(path => path.Value)],
            FirstDeployed = DateTimeOffset.Parse(Text(root, "firstDeployed"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            RollbackTo = (int?)(root.Find("rollbackTo") as YamlNumber)?.AsInt64,
        };
    }

    private static ObjectReference Reference(YamlNode node) => new(
        new ObjectIdentity(Text(node, "group"), Text(node, "kind"), node.FindString("namespace"), Text(node, "name")),
        Text(node, "version"));

    private static string Text(YamlNode node, params ReadOnlySpan<string> path) => node.FindString(path) ?? throw Missing(path);

    private static YamlMap Map(YamlNode node, params ReadOnlySpan<string> path) => node.Find(path) as YamlMap ?? throw Missing(path);

    private static FormatException Missing(params ReadOnlySpan<string> path) => new($"`{string.Join('.', path)}` is missing");
}
