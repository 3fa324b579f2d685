namespace PackMan;

/// <summary>The known name a mistyped one probably means.</summary>
public static class NearestName
{
    private const int MaxCandidates = 5_000;
    private const int MaxLength = 100;

    /// <summary>The closest candidate, or the only one that begins the same; null when none is close enough to be meant.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > MaxLength)
        {
            return null;
        }

        var known = candidates.Take(MaxCandidates).ToList();
        return Mistyped(name, known) ?? SameBeginning(name, known);
    }

    private static string? Mistyped(string name, List<string> known)
    {
        var limit = Math.Max(1, name.Length / 3);
        return known
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= limit)
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    // `replicas` for `replicaCount`: who remembers how a name begins.
    private static string? SameBeginning(string name, List<string> known)
    {
        var needed = Math.Max(4, name.Length * 3 / 4);
        return known.Where(candidate => candidate.Zip(name).TakeWhile(pair => Same(pair.First, pair.Second)).Count() >= needed).Take(2).ToList() is [var only] ? only : null;
    }

    /// <summary>Edits between two names, where swapping neighbours counts once and letter case does not count.</summary>
    private static int Distance(string left, string right)
    {
        var (beforeLast, last, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
