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
        WriteChart(writer, record);
        WriteValues(writer, record);
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

    private static void WriteChart(Utf8JsonWriter writer, ReleaseRecord record)
    {
        writer.WriteStartObject("chart");
        writer.WritePropertyName("metadata");
        JsonText.Write(writer, record.ChartMetadata);
        writer.WriteString("digest", record.ChartDigest);
        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, ReleaseRecord record)
    {
        writer.WriteStartObject("values");
        writer.WritePropertyName("supplied");
        JsonText.Write(writer, record.SuppliedValues);
        writer.WritePropertyName("computed");
        JsonText.Write(writer, record.ComputedValues);
        writer.WriteEndObject();
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
        writer.WriteString("apiVersion", reference.ApiVersion);
        writer.WriteString("kind", reference.Identity.Kind);
        if (reference.Identity.Namespace is { } namespaceName)
        {
            writer.WriteString("namespace", namespaceName);
        }

        writer.WriteString("name", reference.Identity.Name);
        writer.WriteEndObject();
    }
}
