using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;

namespace PackMan.Templating.Functions.Generated;

/// <summary>Host names and IP addresses as certificates hold them. Core knows no network, hence no `IPAddress`.</summary>
internal static class HostNames
{
    private const int MaxLength = 253;
    private const int GroupsOfVersion6 = 8;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Whether a text is a DNS name; the first label may be a `*`.</summary>
    public static bool IsHost(string text)
    {
        var name = text.StartsWith("*.", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        return name.Length is > 0 and <= MaxLength
            && !name.ContainsAnyExcept(Allowed)
            && name[0] != '.'
            && name[^1] != '.'
            && !name.Contains("..", StringComparison.Ordinal);
    }

    public static string? Hint(string wrong) => wrong.Any(character => !char.IsAscii(character)) ? "Write a name with other letters in its ASCII form (`xn--…`)"
        : AddressBytes(wrong) is not null ? "An address belongs into `ips`"
        : wrong.Contains("://", StringComparison.Ordinal) ? "Leave out the scheme and the path"
        : null;

    /// <summary>The 4 or 16 bytes of an IP address; null when the text is none.</summary>
    public static byte[]? AddressBytes(string text) => Uri.CheckHostName(text) switch
    {
        UriHostNameType.IPv4 when text.Count(character => character == '.') == 3 => Version4(text),
        UriHostNameType.IPv6 when !text.Contains('%', StringComparison.Ordinal) => Version6(text.Trim('[', ']')),
        _ => null,
    };

    private static byte[]? Version4(string text)
    {
        var parts = text.Split('.');
        return parts.All(part => part.Length is 1 or 2 or 3 && byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. parts.Select(part => byte.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture))]
            : null;
    }

    // `::` stands for as many zeros as are missing, and the last two groups may be written as version 4.
    private static byte[]? Version6(string text)
    {
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        var front = Groups(gap < 0 ? text : text[..gap]);
        var back = Groups(gap < 0 ? "" : text[(gap + 2)..]);
        if (front is null || back is null || (gap < 0 ? front.Count != GroupsOfVersion6 : front.Count + back.Count >= GroupsOfVersion6))
        {
            return null;
        }

        var bytes = new byte[2 * GroupsOfVersion6];
        foreach (var (group, index) in front.Select((group, index) => (group, index)).Concat(back.Select((group, index) => (group, GroupsOfVersion6 - back.Count + index))))
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * index), group);
        }

        return bytes;
    }

    private static List<ushort>? Groups(string text)
    {
        var groups = new List<ushort>();
        foreach (var part in text.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Contains('.', StringComparison.Ordinal) && Version4(part) is [var a, var b, var c, var d])
            {
                groups.AddRange([(ushort)(a << 8 | b), (ushort)(c << 8 | d)]);
            }
            else if (part.Length <= 4 && ushort.TryParse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group))
            {
                groups.Add(group);
            }
            else
            {
                return null;
            }
        }

        return groups;
    }
}
