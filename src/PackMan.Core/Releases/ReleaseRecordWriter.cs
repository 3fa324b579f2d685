using System.Text.Json;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Releases;

/// <summary>A record as JSON. Members have a fixed order; maps keep the order of their source.</summary>
internal static class ReleaseRecordWriter
{
    public const string Format = "packman.dev/release.v1";

    public static void Write(Utf8JsonWriter writer, ReleaseRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        WriteTree(writer, "chart", record.ChartMetadata);
        writer.WriteString("chartDigest", record.ChartDigest);
        WriteTree(writer, "suppliedValues", record.SuppliedValues);
        WriteTree(writer, "computedValues", record.ComputedValues);
        WriteTree(writer, "sensitivePaths", YamlList.Of(record.SensitivePaths.Select(path => new YamlString(path))));
        writer.WriteString("manifest", record.Manifest);
        writer.WriteString("hooks", record.Hooks);
        writer.WriteString("crds", record.Crds);
        writer.WriteString("notes", record.Notes);
        WriteInventory(writer, record);
        writer.WriteString("firstDeployed", ReleaseRecordCodec.Time(record.FirstDeployed));
        if (record.RollbackTo is { } target)
        {
            writer.WriteNumber("rollbackTo", target);
        }

        writer.WriteEndObject();
    }

    private static void WriteTree(Utf8JsonWriter writer, string name, YamlNode tree)
    {
        writer.WritePropertyName(name);
        JsonText.Write(writer, tree);
    }

    private static void WriteInventory(Utf8JsonWriter writer, ReleaseRecord record)
    {
        writer.WriteStartArray("inventory");
        foreach (var reference in record.Inventory)
        {
            WriteReference(writer, reference);
        }

        writer.WriteEndArray();
    }

    private static void WriteReference(Utf8JsonWriter writer, ObjectReference reference)
    {
        writer.WriteStartObject();
        writer.WriteString("group", reference.Identity.Group);
        writer.WriteString("version", reference.Version);
        writer.WriteString("kind", reference.Identity.Kind);
        if (reference.Identity.Namespace is { } namespaceName)
        {
            writer.WriteString("namespace", namespaceName);
        }

        writer.WriteString("name", reference.Identity.Name);
        writer.WriteEndObject();
    }
}
