namespace PackMan.Fuzz;

/// <summary>Makes an input as small as it can be while it still does the same.</summary>
internal static class Minimiser
{
    private const int MaxTries = 1500;

    /// <param name="input">The input that was found.</param>
    /// <param name="isSame">Whether another input has the same fault.</param>
    public static byte[] Minimise(byte[] input, Func<byte[], bool> isSame)
    {
        var tries = 0;
        for (var size = input.Length / 2; size > 0 && tries < MaxTries; size /= 2)
        {
            for (var start = 0; start + size <= input.Length && tries < MaxTries;)
            {
                byte[] smaller = [.. input[..start], .. input[(start + size)..]];
                tries++;
                if (isSame(smaller))
                {
                    input = smaller;
                }
                else
                {
                    start += size;
                }
            }
        }

        return input;
    }
}
