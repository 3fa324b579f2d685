using System.Globalization;
using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Numbers;

/// <summary>Results of calculations as scripts hold numbers: whole ones as integers, others with their digits.</summary>
internal static class NumberValue
{
    public static object? Of(decimal number) =>
        ScriptValue.FromYaml(new YamlNumber((number == decimal.Truncate(number) ? decimal.Truncate(number) : number).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The number with all its digits, `1.00` too.</summary>
    public static object? Exactly(decimal number) => ScriptValue.FromYaml(new YamlNumber(number.ToString(CultureInfo.InvariantCulture)));
}
