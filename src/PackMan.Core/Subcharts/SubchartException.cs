using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>The subcharts of a chart do not fit together, or not to their values.</summary>
public sealed class SubchartException(string message, string? hint = null, Origin? origin = null) : PackManException(message)
{
    public override string? Hint => hint;

    public override CodeFrame? Frame => origin is Origin.InFile place ? new CodeFrame(place.File, place.Line, place.Column) : null;
}
