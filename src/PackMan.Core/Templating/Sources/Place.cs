using PackMan.Templating.Tracing;

namespace PackMan.Templating.Sources;

/// <summary>A character of a template, reached through a chain of includes.</summary>
/// <param name="Writing">What was read to write it; null in ordinary renderings.</param>
internal readonly record struct Place(TemplateSource Source, int Offset, CallSite? Caller = null, Writing? Writing = null)
{
    public int Line => Source.LineOf(Offset);

    /// <summary>The place, as long as what stands there where that is known.</summary>
    public CodeFrame ToFrame() => ToFrame(Writing?.Length ?? 1);

    public CodeFrame ToFrame(int length)
    {
        var frame = Source.Frame(Offset, length);
        return Caller is null ? frame : frame with { Callers = Caller.Chain() };
    }

    public override string ToString() => Source.Frame(Offset).ToString();
}

/// <summary>Where an include, a `tpl` or a function was called, and from where that template was called in turn.</summary>
internal sealed record CallSite(TemplateSource Source, int Offset, int Length, CallSite? Caller)
{
    // A runaway recursion has a chain as long as the limit; nobody reads more than its innermost part.
    private const int MaxShown = 10;

    /// <summary>The call sites, innermost first.</summary>
    public IReadOnlyList<CodeFrame> Chain()
    {
        var frames = new List<CodeFrame>();
        for (var site = this; site is not null && frames.Count < MaxShown; site = site.Caller)
        {
            frames.Add(site.Source.Frame(site.Offset, site.Length));
        }

        return frames;
    }
}
