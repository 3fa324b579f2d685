using System.Globalization;
using System.Text;

namespace PackMan.Cli.Output;

/// <summary>Times as Go prints them, because scripts written for Helm read them. Always in UTC, so that machines agree.</summary>
internal static class GoTime
{
    // Longest first where one is the beginning of another (https://pkg.go.dev/time#pkg-constants).
    private static readonly (string Token, string Format)[] Tokens =
    [
        ("January", "MMMM"), ("Monday", "dddd"), ("2006", "yyyy"), ("-07:00", "+00:00"), ("Z07:00", "Z"), ("-0700", "+0000"), ("Z0700", "Z"),
        ("-07", "+00"), ("Z07", "Z"), ("Jan", "MMM"), ("Mon", "ddd"), ("MST", "UTC"), ("01", "MM"), ("02", "dd"), ("_2", "_d"), ("03", "hh"),
        ("04", "mm"), ("05", "ss"), ("06", "yy"), ("15", "HH"), ("PM", "PM"), ("pm", "pm"), ("1", "%M"), ("2", "%d"), ("3", "%h"), ("4", "%m"), ("5", "%s"),
    ];

    /// <summary>`Fri Sep  2 22:04:05 1977` (time.ANSIC).</summary>
    public static string Ansi(DateTimeOffset time) => Format(time, "Mon Jan _2 15:04:05 2006");

    /// <summary>`1977-09-02T22:04:05.5Z` (time.RFC3339Nano).</summary>
    public static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z";

    /// <summary>`1977-09-02 22:04:05.5 +0000 UTC` (time.Time.String).</summary>
    public static string Default(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + " +0000 UTC";

    /// <summary>The time in a layout of Go's reference time, `Mon Jan 2 15:04:05 MST 2006`.</summary>
    public static string Format(DateTimeOffset time, string layout)
    {
        var text = new StringBuilder();
        for (var i = 0; i < layout.Length;)
        {
            var (token, format) = Tokens.FirstOrDefault(pair => string.CompareOrdinal(layout, i, pair.Token, 0, pair.Token.Length) == 0);
            text.Append(token is null ? layout[i].ToString() : Part(time.UtcDateTime, format));
            i += token?.Length ?? 1;
        }

        return text.ToString();
    }

    private static string Part(DateTime time, string format) => format switch
    {
        "Z" or "UTC" or ['+', ..] => format,
        "_d" => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        "PM" => time.Hour < 12 ? "AM" : "PM",
        "pm" => time.Hour < 12 ? "am" : "pm",
        _ => time.ToString(format, CultureInfo.InvariantCulture),
    };
}
