using System.Text;
using PackMan.Templating.Scope;

namespace PackMan.Templating.Functions.Generated;

/// <summary>`random.`: what nobody can guess, from the seed of the rendering.</summary>
internal static class RandomFunctions
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    // From `!` to `~`: a blank at an end would be lost where the text is pasted.
    private static readonly string Printable = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code));

    public static object? AlphaNumeric(FunctionCall call) => Text(call, Letters + Digits);

    public static object? Alpha(FunctionCall call) => Text(call, Letters);

    public static object? Numeric(FunctionCall call) => Text(call, Digits);

    public static object? Ascii(FunctionCall call) => Text(call, Printable);

    /// <summary>Bytes in base64, which is how the data of a Secret holds them.</summary>
    public static object? Bytes(FunctionCall call) => Convert.ToBase64String(Draw.For(call, 1).Bytes(Length(call)));

    /// <summary>A whole number from one up to another one, which is not taken.</summary>
    public static object? Integer(FunctionCall call)
    {
        var (start, end) = (call.Integer(0), call.Integer(1));
        return start < end
            ? start + Draw.For(call, 2).Below((uint)((long)end - start))
            : throw call.Error($"`{call.Name}` takes an end that is greater than the start, and {end} is not greater than {start}");
    }

    public static object? Uuid(FunctionCall call)
    {
        // Version 4 of RFC 9562, section 5.4.
        var bytes = Draw.For(call, 0).Bytes(16);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>The items of a list, or the characters of a string, in another order.</summary>
    public static object? Shuffle(FunctionCall call)
    {
        var draw = Draw.For(call, 1);
        return call.Value(0) is System.Collections.IList
            ? call.Result(Shuffled(draw, [.. call.Items(0)]))
            : string.Concat(Shuffled(draw, call.Text(0).EnumerateRunes().ToArray()));
    }

    // Fisher and Yates: https://en.wikipedia.org/wiki/Fisher%E2%80%93Yates_shuffle
    private static T[] Shuffled<T>(Draw draw, T[] items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = (int)draw.Below((uint)last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }

        return items;
    }

    private static string Text(FunctionCall call, string characters)
    {
        var (draw, text) = (Draw.For(call, 1), new StringBuilder());
        for (var left = Length(call); left > 0; left--)
        {
            text.Append(characters[(int)draw.Below((uint)characters.Length)]);
        }

        return text.ToString();
    }

    private static int Length(FunctionCall call)
    {
        var length = call.Integer(0);
        call.CheckLength(length);
        return length > 0 ? length : throw call.Error($"`{call.Name}` takes a length of at least 1, not {length}");
    }
}
