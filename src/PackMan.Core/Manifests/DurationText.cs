using System.Globalization;
using System.Text.RegularExpressions;

namespace PackMan.Manifests;

/// <summary>Durations as Go and Helm write them: `90s`, `5m`, `1h30m`, `1.5h`, `300ms`, `-2h`.</summary>
internal static partial class DurationText
{
    public static TimeSpan? TryParse(string text)
    {
        if (Whole().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var seconds = match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures)
            .Sum(part => double.Parse(part.First.Value, CultureInfo.InvariantCulture) * Seconds(part.Second.Value));
        var sign = match.Groups["sign"].Value == "-" ? -1 : 1;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) * sign : null;
    }

    /// <summary>As Go writes it: `1h30m0s`, `1.5s`, `250ms`, `0s`.</summary>
    public static string Write(TimeSpan span)
    {
        if (span == TimeSpan.MinValue)
        {
            span += TimeSpan.FromTicks(1);
        }

        var text = span.Duration() switch
        {
            { Ticks: 0 } => "0s",
            { TotalMilliseconds: < 1 } rest => Number(rest.TotalMicroseconds) + "µs",
            { TotalSeconds: < 1 } rest => Number(rest.TotalMilliseconds) + "ms",
            var rest => WriteParts(rest),
        };
        return span < TimeSpan.Zero ? $"-{text}" : text;
    }

    private static string WriteParts(TimeSpan span)
    {
        var hours = (long)Math.Floor(span.TotalHours);
        var seconds = Number(span.Seconds + span.Ticks % TimeSpan.TicksPerSecond / (decimal)TimeSpan.TicksPerSecond) + "s";
        return hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{hours}h{span.Minutes}m{seconds}")
            : span.Minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m{seconds}")
            : seconds;
    }

    private static string Number(double value) => value.ToString("0.#######", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString("0.#######", CultureInfo.InvariantCulture);

    private static double Seconds(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "ns" => 1e-9,
        _ => 1e-6,
    };

    [GeneratedRegex(@"^(?<sign>[+-])?((?<number>[0-9]+(\.[0-9]+)?)(?<unit>h|ms|us|µs|ns|m|s))+\z|^0\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
