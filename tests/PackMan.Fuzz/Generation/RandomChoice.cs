namespace PackMan.Fuzz.Generation;

internal static class RandomChoice
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>Whether something that happens once in so many times happens now.</summary>
    public static bool OneIn(this Random random, int times) => random.Next(times) == 0;

    /// <summary>The source of everything random in one step of a run, so that each step can be had again by itself.</summary>
    public static Random For(int seed, long step) => new(unchecked((seed * 1_000_003) + (int)(step * 7919) + (int)(step >> 32)));
}
