using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace PackMan.Distribution.Signing.Keys;

/// <summary>A block of a PEM file.</summary>
internal sealed record PemBlock(string Label, byte[] Content);

/// <summary>Reads the first block of a file that is a key, or looks like one.</summary>
internal static class PemFile
{
    private const int LargestFile = 64 * 1024;

    // What openssl writes in front of a key on an elliptic curve.
    private const string Parameters = "EC PARAMETERS";

    /// <exception cref="KeyFileException">The file cannot be read or holds no block.</exception>
    public static PemBlock Read(string path, string name) => Parse(Encoding.UTF8.GetString(ReadBytes(path, name)), name);

    public static PemBlock Parse(string text, string name)
    {
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new KeyFileException(name, "is encrypted in openssl's old way, which guards it badly", $"Convert it with `openssl pkcs8 -topk8 -v2 aes-256-cbc -in {name} -out NEW.key`");
        }

        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            if (rest[found.Label] is not Parameters)
            {
                RequireAlone(rest[found.Location.End..], name);
                return new PemBlock(rest[found.Label].ToString(), Convert.FromBase64String(rest[found.Base64Data].ToString()));
            }
        }

        throw new KeyFileException(name, "is no PEM file: there is no `-----BEGIN …-----` block in it", "Make a pair of keys with `packman generate-key NAME`, or with openssl or cosign");
    }

    // Whoever puts two keys into one file expects both to count.
    private static void RequireAlone(ReadOnlySpan<char> rest, string name)
    {
        for (; PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            if (rest[found.Label].EndsWith("KEY"))
            {
                throw new KeyFileException(name, "holds several keys, and one is read from a file", "Give each key a file of its own");
            }
        }
    }

    private static byte[] ReadBytes(string path, string name)
    {
        try
        {
            using var file = File.OpenRead(path);
            return file.Length <= LargestFile
                ? ReadAll(file)
                : throw new KeyFileException(name, $"has {file.Length} bytes, more than any key", "Check the path");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyFileException(name, "does not exist", "Check the path, or make a pair of keys with `packman generate-key NAME`", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new KeyFileException(name, $"cannot be read: {exception.Message.TrimEnd('.')}", "Check who may read the file", exception);
        }
    }

    private static byte[] ReadAll(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
