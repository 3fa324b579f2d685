using Scriban.Runtime;

namespace PackMan.Templating.Scope;

/// <summary>
/// A map that a template made. Scriban's own writes itself out when it is part of an error's text, level after level, and one that is deep or
/// holds itself would end the process.
/// </summary>
internal sealed class MadeMap() : ScriptObject(0, false)
{
    public static MadeMap Of(IScriptObject map)
    {
        var made = new MadeMap();
        made.Import(map);
        return made;
    }

    public override string ToString(string? format, IFormatProvider? formatProvider) => "map";
}
