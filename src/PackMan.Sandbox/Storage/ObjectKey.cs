using System.Security.Cryptography;
using System.Text;
using PackMan.Sandbox.Kinds;

namespace PackMan.Sandbox.Storage;

/// <summary>The part of the store that holds one kind in one namespace (empty for cluster-scoped kinds).</summary>
internal sealed record Partition(string Resource, string Namespace)
{
    public static Partition Of(ResourceKind kind, string namespaceName) =>
        new(kind.QualifiedPlural, kind.IsNamespaced ? namespaceName : "");

    /// <summary>The folder below the sandbox's own.</summary>
    public string RelativePath => Path.Combine("objects", Resource, Namespace.Length == 0 ? ObjectFolder.ClusterFolder : Namespace);
}

/// <summary>File names of objects: their own names, made safe for every file system.</summary>
internal static class ObjectFileName
{
    // With the suffix this stays below the 255 bytes that file systems allow; object names may have 253.
    private const int LongestName = 200;

    public static string Of(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            var isSafe = char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.';
            safe.Append(isSafe ? letter.ToString() : $"%{(int)letter:x4}");
        }

        if (safe.Length > LongestName)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            safe.Remove(LongestName, safe.Length - LongestName).Append('~').Append(digest.AsSpan(0, 16));
        }

        return safe.Append(".json").ToString();
    }
}
