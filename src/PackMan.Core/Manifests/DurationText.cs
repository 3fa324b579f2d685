using System.Globalization;
using System.Text.RegularExpressions;

namespace PackMan.Manifests;

/// <summary>Durations as Go and Helm write them: `90s`, `5m`, `1h30m`, `1.5h`, `300ms`.</summary>
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
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double Seconds(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        _ => 0.001,
    };

    [GeneratedRegex(@"^((?<number>[0-9]+(\.[0-9]+)?)(?<unit>h|ms|m|s))+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
