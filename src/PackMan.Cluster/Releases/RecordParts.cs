using System.Collections.Immutable;
using System.Security.Cryptography;

namespace PackMan.Cluster.Releases;

/// <summary>Cuts an encoded record into pieces that each fit a Secret, and joins them again.</summary>
internal static class RecordParts
{
    // A Secret holds 1 MiB, and JSON carries it as base64, four characters for three bytes: 675 KiB travel as 900.
    private const int PartSize = 675 * 1024;

    /// <summary>The pieces in order; the first belongs into the head Secret.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> record)
    {
        var parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var start = 0; start < record.Length; start += PartSize)
        {
            parts.Add(record.Slice(start, Math.Min(PartSize, record.Length - start)));
        }

        return parts.ToImmutable();
    }

    /// <summary>The record, or null when its digest is not the one the head names.</summary>
    public static byte[]? Join(IEnumerable<byte[]> parts, string digest)
    {
        byte[] record = [.. parts.SelectMany(part => part)];
        return Digest(record) == digest ? record : null;
    }

    /// <summary>`sha256:` and lower-case hex.</summary>
    public static string Digest(ReadOnlySpan<byte> record) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(record))}";
}
