using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PackMan.Templating.Functions.Generated;

/// <summary>
/// The bytes that one call draws from the seed of its rendering: HMAC-SHA256 in counter mode (NIST SP 800-108, section 4.1), so that
/// the same call finds the same bytes, whatever other templates run beside it, and nobody can tell one call's from another's.
/// </summary>
internal sealed class Draw
{
    private readonly byte[] _key;
    private readonly byte[] _block = new byte[HMACSHA256.HashSizeInBytes];
    private ulong _counter;
    private int _used = HMACSHA256.HashSizeInBytes;

    private Draw(byte[] key) => _key = key;

    /// <param name="id">The position of the call's id among its arguments.</param>
    public static Draw For(FunctionCall call, int id) =>
        new(HMACSHA256.HashData(call.Context.Environment.Seed.Secret, Encoding.UTF8.GetBytes(CallName.Of(call, id))));

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>A number below a limit, each as likely as any other.</summary>
    public uint Below(uint limit)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        var usable = uint.MaxValue - uint.MaxValue % limit;
        while (true)
        {
            Fill(bytes);
            // The last numbers would make the low ones a little likelier.
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var number && number < usable)
            {
                return number % limit;
            }
        }
    }

    private void Fill(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_used == _block.Length)
            {
                NextBlock();
            }

            var count = Math.Min(bytes.Length, _block.Length - _used);
            _block.AsSpan(_used, count).CopyTo(bytes);
            bytes = bytes[count..];
            _used += count;
        }
    }

    private void NextBlock()
    {
        Span<byte> counter = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(counter, _counter++);
        HMACSHA256.HashData(_key, counter, _block);
        _used = 0;
    }
}
