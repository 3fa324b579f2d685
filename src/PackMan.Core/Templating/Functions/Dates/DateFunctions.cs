namespace PackMan.Templating.Functions.Dates;

/// <summary>Points in time, all in UTC, so that the same chart gives the same bytes on every machine.</summary>
internal static class DateFunctions
{
    /// <summary>The moment of the rendering, the same in all its templates and when it is repeated.</summary>
    public static object? Now(FunctionCall call) => call.Context.Environment.Now;

    public static object? Parse(FunctionCall call)
    {
        var text = call.Text(0);
        if (call.Has(1))
        {
            return Guarded(call, () => DateText.Parse(text, call.Text(1)));
        }

        return DateText.TryParse(text) ?? throw call.Error($"`{text}` is no date", "Write it like `2026-01-31` or `2026-01-31T12:00:00Z`");
    }

    public static object? Write(FunctionCall call)
    {
        var date = call.Date(0);
        return Guarded(call, () => DateText.Write(date, call.Text(1)));
    }

    public static object? AddDays(FunctionCall call) => Add(call, (date, count) => date.AddDays((double)count));

    public static object? AddHours(FunctionCall call) => Add(call, (date, count) => date.AddHours((double)count));

    public static object? AddMinutes(FunctionCall call) => Add(call, (date, count) => date.AddMinutes((double)count));

    public static object? AddSeconds(FunctionCall call) => Add(call, (date, count) => date.AddSeconds((double)count));

    public static object? AddMonths(FunctionCall call)
    {
        var months = call.Integer(1);
        return Add(call, (date, _) => date.AddMonths(months));
    }

    public static object? AddYears(FunctionCall call)
    {
        var years = call.Integer(1);
        return Add(call, (date, _) => date.AddYears(years));
    }

    public static object? ToUnix(FunctionCall call) => new DateTimeOffset(call.Date(0)).ToUnixTimeSeconds();

    public static object? FromUnix(FunctionCall call)
    {
        var seconds = call.Number(0);
        return Guarded(call, () => DateTime.UnixEpoch.AddSeconds((double)seconds));
    }

    private static DateTime Add(FunctionCall call, Func<DateTime, decimal, DateTime> add)
    {
        var (date, count) = (call.Date(0), call.Number(1));
        return Guarded(call, () => add(date, count));
    }

    private static T Guarded<T>(FunctionCall call, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (FormatException error)
        {
            throw call.Error($"`{call.Name}` failed: {error.Message.TrimEnd('.')}");
        }
        catch (ArgumentOutOfRangeException)
        {
            throw call.Error($"`{call.Name}` leaves the years 1 to 9999");
        }
    }
}
