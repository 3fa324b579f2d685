namespace PackMan.Fuzz.Generation;

/// <summary>Cuts, doubles, swaps and splices texts, and sprinkles in the words of their language.</summary>
internal sealed class TextMutator(IReadOnlyList<string> corpus, IReadOnlyList<string> words)
{
    private const int MaxLength = 20_000;

    public string Next(Random random)
    {
        var text = random.Pick(corpus);
        for (var rest = random.Next(1, 6); rest > 0; rest--)
        {
            text = Mutate(random, text);
        }

        return text.Length <= MaxLength ? text : text[..MaxLength];
    }

    private string Mutate(Random random, string text)
    {
        var (start, end) = Span(random, text);
        return random.Next(9) switch
        {
            0 => text[..start] + text[end..],
            1 => text[..end] + text[start..],
            2 => text[..start] + random.Pick(words) + text[end..],
            3 or 4 => text[..start] + random.Pick(words) + text[start..],
            5 => text[..start] + HostileTexts.Next(random) + text[start..],
            6 => text[..start] + Part(random, random.Pick(corpus)) + text[end..],
            7 => text[..start] + Repeated(random.Pick(words), random.Next(2, 200)) + text[start..],
            _ => SwapLines(random, text),
        };
    }

    private static string Part(Random random, string text)
    {
        var (start, end) = Span(random, text);
        return text[start..end];
    }

    private static (int Start, int End) Span(Random random, string text)
    {
        var start = random.Next(text.Length + 1);
        return (start, Math.Min(text.Length, start + random.Next(random.OneIn(4) ? 400 : 12)));
    }

    private static string Repeated(string word, int times) => string.Concat(Enumerable.Repeat(word, times));

    private static string SwapLines(Random random, string text)
    {
        var lines = text.Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return string.Join('\n', lines);
    }
}
