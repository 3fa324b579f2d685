using PackMan.Yaml;

namespace PackMan.Templating.Functions.Generated;

/// <summary>What tells a call that generates something from every other call of a rendering.</summary>
internal static class CallName
{
    /// <summary>
    /// The function and all its arguments. With an id among them also the chart, so that its templates can share what is generated;
    /// without one the template and how many such calls it made before.
    /// </summary>
    /// <param name="id">The position of the id, behind all other arguments.</param>
    public static string Of(FunctionCall call, int id)
    {
        var arguments = JsonText.Write(YamlList.Of(Enumerable.Range(0, id + 1).Select(call.Node)));
        call.CheckLength(arguments.Length);
        var owner = call.Has(id) ? call.Context.Environment.Chart.Folder : call.Context.NextCallName();
        return $"{owner} {call.Name} {arguments}";
    }
}
