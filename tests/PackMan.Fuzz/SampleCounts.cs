using System.Globalization;

namespace PackMan.Fuzz;

/// <summary>How many random cases a test takes: few in the suite, as many as `PACKMAN_SAMPLES` says when somebody has the time.</summary>
internal static class SampleCounts
{
    public static int Or(int otherwise) => Number("PACKMAN_SAMPLES", otherwise);

    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
