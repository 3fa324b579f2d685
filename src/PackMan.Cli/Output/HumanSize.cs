using System.Globalization;

namespace PackMan.Cli.Output;

/// <summary>Sizes as people read them: `512 B`, `1.4 KiB`, `12 MiB`.</summary>
internal static class HumanSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1024 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1024, unit + 1);
        }

        return size.ToString(unit == 0 || size >= 10 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
