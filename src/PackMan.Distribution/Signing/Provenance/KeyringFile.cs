using System.Security;
using System.Text;
using Org.BouncyCastle.Bcpg.OpenPgp;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>A file of OpenPGP keys: a keyring of old form (`pubring.gpg`) or exports, armored or not, one behind the other.</summary>
/// <param name="export">What writes such a file, for hints.</param>
internal sealed class KeyringFile(string path, string name, string export)
{
    private const int LargestFile = 64 * 1024 * 1024;

    // Behind the length and the kind of the first block.
    private const int KeyboxMark = 8;

    private const string ArmorHead = "-----BEGIN PGP ";

    public string Name => name;

    /// <summary>Reads the keys.</summary>
    /// <param name="read">Makes something of the packets.</param>
    /// <param name="otherKind">What the file is where its keys are of the other kind.</param>
    /// <exception cref="KeyFileException">The file is missing or holds no such keys.</exception>
    public T Read<T>(Func<Stream, T> read, string otherKind)
    {
        var bytes = ReadBytes();
        if (bytes.Length > KeyboxMark + 4 && bytes.AsSpan(KeyboxMark, 4).SequenceEqual("KBXf"u8))
        {
            throw Fault("is a keybox, the form newer gpg keeps its keys in");
        }

        try
        {
            using var packets = new MemoryStream(Unarmor(bytes));
            return read(packets);
        }
        catch (Exception exception) when (exception is PgpException or IOException or ArgumentException or InvalidCastException)
        {
            throw Fault(exception.Message.Contains("KeyRing", StringComparison.Ordinal) ? otherKind : "is no OpenPGP keyring", exception);
        }
    }

    public KeyFileException Fault(string reason, Exception? cause = null) => new(name, reason, $"Export the keys with `{export} --output FILE` and name that file", cause);

    private static byte[] Unarmor(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (!text.TrimStart().StartsWith(ArmorHead, StringComparison.Ordinal))
        {
            return bytes;
        }

        using var packets = new MemoryStream();
        foreach (var block in text.Split(ArmorHead)[1..])
        {
            using var armored = PgpUtilities.GetDecoderStream(new MemoryStream(Encoding.Latin1.GetBytes(ArmorHead + block)));
            armored.CopyTo(packets);
        }

        return packets.ToArray();
    }

    private byte[] ReadBytes()
    {
        try
        {
            return new FileInfo(path).Length switch
            {
                0 => throw Fault("is empty"),
                > LargestFile => throw new KeyFileException(name, "is larger than 64 MiB, more than any keyring", "Check the path"),
                _ => File.ReadAllBytes(path),
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fault("does not exist", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new KeyFileException(name, $"cannot be read: {exception.Message.TrimEnd('.')}", "Check who may read the file", exception);
        }
    }
}
