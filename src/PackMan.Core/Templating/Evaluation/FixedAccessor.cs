using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace PackMan.Templating.Evaluation;

/// <summary>Members of the .NET values that scripts meet, named one by one instead of found by reflection.</summary>
internal sealed class FixedAccessor(IReadOnlyDictionary<string, Func<object, object?>> members) : IObjectAccessor
{
    /// <summary>The pairs that a loop over an object of the script itself gives.</summary>
    public static FixedAccessor Entry { get; } = new(new Dictionary<string, Func<object, object?>>(StringComparer.Ordinal)
    {
        ["key"] = entry => ((KeyValuePair<string, object?>)entry).Key,
        ["value"] = entry => ((KeyValuePair<string, object?>)entry).Value,
    });

    public static FixedAccessor Date { get; } = new(new Dictionary<string, Func<object, object?>>(StringComparer.Ordinal)
    {
        ["year"] = date => ((DateTime)date).Year,
        ["month"] = date => ((DateTime)date).Month,
        ["day"] = date => ((DateTime)date).Day,
        ["hour"] = date => ((DateTime)date).Hour,
        ["minute"] = date => ((DateTime)date).Minute,
        ["second"] = date => ((DateTime)date).Second,
        ["day_of_year"] = date => ((DateTime)date).DayOfYear,
    });

    public static FixedAccessor Span { get; } = new(new Dictionary<string, Func<object, object?>>(StringComparer.Ordinal)
    {
        ["days"] = span => ((TimeSpan)span).Days,
        ["hours"] = span => ((TimeSpan)span).Hours,
        ["minutes"] = span => ((TimeSpan)span).Minutes,
        ["seconds"] = span => ((TimeSpan)span).Seconds,
        ["total_days"] = span => ((TimeSpan)span).TotalDays,
        ["total_hours"] = span => ((TimeSpan)span).TotalHours,
        ["total_minutes"] = span => ((TimeSpan)span).TotalMinutes,
        ["total_seconds"] = span => ((TimeSpan)span).TotalSeconds,
        ["total_milliseconds"] = span => ((TimeSpan)span).TotalMilliseconds,
    });

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => members.Count;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => members.Keys;

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) => members.ContainsKey(member);

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = members.TryGetValue(member, out var read) ? read(target) : null;
        return read is not null;
    }

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) => false;

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) => false;
}
