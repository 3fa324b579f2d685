using PackMan.Templating.Sources;

namespace PackMan.Templating.Uses;

/// <summary>A text of a template that can read values, whether this rendering comes by or not.</summary>
public sealed record ValueUse
{
    private readonly Place _place;
    private readonly int _length;
    private readonly CodeFrame? _frame;

    internal ValueUse(ValuePattern pattern, bool isWhole, Place place, int length)
    {
        Pattern = pattern;
        IsWhole = isWhole;
        _place = place;
        _length = length;
    }

    /// <summary>A use by something else than a template, such as the condition of a dependency.</summary>
    public ValueUse(ValuePattern pattern, bool isWhole, CodeFrame frame) => (Pattern, IsWhole, _frame) = (pattern, isWhole, frame);

    /// <summary>What is read.</summary>
    public ValuePattern Pattern { get; init; }

    /// <summary>Whether everything below is read too, as when a map is printed or passed on; false for a condition, which only asks whether something is there.</summary>
    public bool IsWhole { get; }

    /// <summary>The expression.</summary>
    public CodeFrame Frame => _frame ?? _place.ToFrame(_length);
}
