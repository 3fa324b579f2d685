using System.Text.RegularExpressions;

namespace PackMan;

/// <summary>
/// Asks a regular expression within its time. The non-backtracking engine of .NET 10 may answer "match" when a question runs out of time, where it should throw,
/// and the time is one of the clock, which a busy machine uses up by itself. So what took too long counts for nothing, and is asked again a few times.
/// </summary>
internal static class BoundedMatch
{
    private const int Attempts = 3;

    // The engine looks at a clock that moves in steps of up to 16 ms.
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(20);

    /// <param name="regex">The pattern with its time.</param>
    /// <param name="ask">The question; always the same, whenever it is put.</param>
    /// <exception cref="RegexMatchTimeoutException">No attempt ended in time.</exception>
    public static T Ask<T>(Regex regex, Func<T> ask) => Ask(regex.MatchTimeout, TimeProvider.System, ask);

    internal static T Ask<T>(TimeSpan limit, TimeProvider time, Func<T> ask)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var start = time.GetTimestamp();
            try
            {
                var answer = ask();
                if (time.GetElapsedTime(start) < limit - ClockStep)
                {
                    return answer;
                }
            }
            catch (RegexMatchTimeoutException) when (attempt < Attempts)
            {
                // Once more: the machine may have been busy.
            }
        }

        throw new RegexMatchTimeoutException();
    }
}
