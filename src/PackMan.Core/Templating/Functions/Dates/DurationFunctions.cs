using PackMan.Manifests;
using PackMan.Templating.Evaluation;

namespace PackMan.Templating.Functions.Dates;

/// <summary>Lengths of time, as Kubernetes and Go write them.</summary>
internal static class DurationFunctions
{
    public static object? FromDays(FunctionCall call) => Of(call, TimeSpan.TicksPerDay);

    public static object? FromHours(FunctionCall call) => Of(call, TimeSpan.TicksPerHour);

    public static object? FromMinutes(FunctionCall call) => Of(call, TimeSpan.TicksPerMinute);

    public static object? FromSeconds(FunctionCall call) => Of(call, TimeSpan.TicksPerSecond);

    public static object? FromMilliseconds(FunctionCall call) => Of(call, TimeSpan.TicksPerMillisecond);

    public static object? Parse(FunctionCall call) => call.Duration(0);

    public static object? Write(FunctionCall call) => DurationText.Write(call.Duration(0));

    /// <summary>Rounded to a multiple of another duration, half away from zero.</summary>
    public static object? Round(FunctionCall call)
    {
        var (span, unit) = (call.Duration(0), call.Duration(1));
        return unit > TimeSpan.Zero
            ? Exact(call, Math.Round(span.Ticks / (decimal)unit.Ticks, MidpointRounding.AwayFromZero) * unit.Ticks)
            : throw call.Error($"`{call.Name}` takes a unit above zero, not `{DurationText.Write(unit)}`");
    }

    private static TimeSpan Of(FunctionCall call, long ticks)
    {
        var count = call.Number(0);
        return Math.Abs(count) <= long.MaxValue / (decimal)ticks
            ? Exact(call, count * ticks)
            : throw TooLong(call);
    }

    private static TimeSpan Exact(FunctionCall call, decimal ticks) =>
        Math.Abs(ticks) <= long.MaxValue ? TimeSpan.FromTicks((long)ticks) : throw TooLong(call);

    private static TemplateScriptException TooLong(FunctionCall call) => call.Error($"`{call.Name}` gives more than 29,000 years");
}
