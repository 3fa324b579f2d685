using System.IO.Compression;
using System.Text;
using PackMan.Manifests;
using PackMan.Releases;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Releases;

public sealed class ReleaseRecordCodecTests
{
    [Fact]
    public void Everything_a_rollback_needs_survives_the_way_through_bytes()
    {
        var record = Sample();

        var read = ReleaseRecordCodec.Decode(ReleaseRecordCodec.Encode(record));

        read.Manifest.ShouldBe(record.Manifest);
        read.Hooks.ShouldBe(record.Hooks);
        read.Crds.ShouldBe(record.Crds);
        read.Notes.ShouldBe(record.Notes);
        read.ChartDigest.ShouldBe(record.ChartDigest);
        read.Inventory.ShouldBe(record.Inventory);
        read.FirstDeployed.ShouldBe(record.FirstDeployed);
        read.SensitivePaths.ShouldBe(["db.password"]);
        read.RollbackTo.ShouldBe(2);
        JsonText.Write(read.SuppliedValues).ShouldBe("""{"tag":"1.10","ratio":1.10,"gone":null}""");
        YamlNode.DeepEquals(read.ComputedValues, record.ComputedValues).ShouldBeTrue();
        YamlNode.DeepEquals(read.ChartMetadata, record.ChartMetadata).ShouldBeTrue();
    }

    [Fact]
    public void Equal_records_give_equal_bytes() => ReleaseRecordCodec.Encode(Sample()).ShouldBe(ReleaseRecordCodec.Encode(Sample()));

    [Fact]
    public void A_three_megabyte_manifest_survives()
    {
        var manifest = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"---\n# Source: web/templates/a.yaml\nkey{i}: ü\n"));

        ReleaseRecordCodec.Decode(ReleaseRecordCodec.Encode(Sample() with { Manifest = manifest })).Manifest.ShouldBe(manifest);
    }

    [Theory]
    [InlineData("""{"format":"packman.dev/release.v9"}""", "`packman.dev/release.v9`")]
    [InlineData("""{"format":"packman.dev/release.v1"}""", "`chart` is missing")]
    [InlineData("[", "")]
    public void A_record_of_another_format_says_what_is_wrong(string json, string expected) =>
        Should.Throw<ReleaseRecordException>(() => ReleaseRecordCodec.Decode(Pack(json))).Message.ShouldContain(expected);

    [Fact]
    public void Bytes_that_are_no_gzip_are_an_error_and_no_crash() =>
        Should.Throw<ReleaseRecordException>(() => ReleaseRecordCodec.Decode("no gzip at all"u8));

    private static byte[] Pack(string json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(json));
        }

        return packed.ToArray();
    }

    private static ReleaseRecord Sample() => new()
    {
        ChartMetadata = (YamlMap)JsonText.Parse("""{"name":"web","version":"1.2.0"}"""),
        ChartDigest = "sha256:abc",
        SuppliedValues = (YamlMap)JsonText.Parse("""{"tag":"1.10","ratio":1.10,"gone":null}"""),
        ComputedValues = (YamlMap)JsonText.Parse("""{"tag":"1.10","list":[1,"a",true]}"""),
        Manifest = "---\n# Source: web/templates/a.yaml\na: \"<ü>\"\n",
        Hooks = "---\n# Source: web/templates/h.yaml\n",
        Crds = "---\n# Source: web/crds/c.yaml\n",
        Notes = "Thanks\n",
        Inventory =
        [
            new ObjectReference(new ObjectIdentity("apps", "Deployment", "shop", "web"), "v1"),
            new ObjectReference(new ObjectIdentity("", "Namespace", null, "shop"), "v1"),
        ],
        FirstDeployed = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        SensitivePaths = ["db.password"],
        RollbackTo = 2,
    };
}
