using System.Globalization;
using System.Text.RegularExpressions;

namespace PackMan.Cli.Options;

/// <summary>Durations as Helm's flags take them (https://pkg.go.dev/time#ParseDuration): `5m`, `1h30m`, `1.5s`, `300ms`.</summary>
internal static partial class GoDuration
{
    /// <summary>The duration, or null when the text is none or does not fit a time span.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var seconds = 0.0;
        for (var i = 0; i < match.Groups[1].Captures.Count; i++)
        {
            seconds += double.Parse(match.Groups[2].Captures[i].Value, CultureInfo.InvariantCulture) * SecondsOf(match.Groups[3].Captures[i].Value);
        }

        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)) : null;
    }

    /// <summary>The duration as Go prints it: `5m0s`, `1h30m0s`, `1.5s`.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = ((duration.Ticks % TimeSpan.TicksPerMinute) / (double)TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";
        var hours = (long)duration.TotalHours;
        return hours > 0 ? $"{hours}h{duration.Minutes}m{seconds}" : duration.Minutes > 0 ? $"{duration.Minutes}m{seconds}" : seconds;
    }

    private static double SecondsOf(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "ns" => 1e-9,
        _ => 1e-6,
    };

    [GeneratedRegex(@"^((\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|μs|ns))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
