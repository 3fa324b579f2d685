using System.Globalization;
using System.Text;
using PackMan.Templating.Functions;
using PackMan.Yaml;

namespace PackMan.Fuzz.Generation;

/// <summary>Templates that mostly parse and rarely make sense: odd arguments to every function, statements in each other, values in every place of YAML.</summary>
internal sealed class TemplateGrammar(Random random)
{
    private static readonly string[] Names = ["values", "values.a", "values.list", "values.map", "values.text", "values.number", "values.deep.er", "values.list[0]", "values['a b']", "values.none?.x", "release.name",
        "chart", "capabilities.api_versions", "files", "template", "subcharts", "x", "y", "$1", "$", "this", "empty", "for.index", "values.tree", "values.nothing"];

    private static readonly string[] Operators = ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", ">=", "&&", "||", "??", "?!", "..", "..<", "<<", ">>", "&", "|", "^"];

    private static readonly string[] Literals = ["0", "1", "-1", "2", "63", "100000", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999999", "1.10", "1e308", "1e-400", "0x7fffffffffffffff", "0b1", ".5",
        "true", "false", "null", "''", "'a'", "\"b\\n\"", "`raw`", "[]", "{}", "[1, 'a', null]", "{a: 1, b: {c: 'x'}}", "1m", "1.5f", "'%s %d'", "'(a+)+$'", "'[^a'", "'2024-01-01T00:00:00Z'", "'{{ values.text }}'",
        "'1.2.3'", "'^1.x || >2'", "'10Mi'", "'300ms'", "'../../etc/passwd'", "'**/*'", "'v1'", "'ConfigMap'", "'self'", "'loop'", "@string.upcase", "@f", "do; ret 1; end"];

    private static readonly string[] Places = ["k: V\n", "- V\n", "k: aV-V\n", "\"k\": \"V\"\n", "k: 'V'\n", "k: |\n  V\n   V\n", "k: >-\n  a V\n\n  V\n", "k: [V, {a: V}]\n", "V: x\n", "V\n", "# V\nk: 1 # V\n", "k:\n  V\n  z: V\n",
        "k:\n- V\n- - V\n", "? V\n: V\n", "k: &a V\nl: *a\n", "k: !!str V\n", "--- V\n---\n", "k: V\n  V\n", "k: |2\n    V\n", "k: {a: V, V: b}\n", "V V\n", "k:V\n", "-V\n", "k: \"\\V\"\n", "k: V: V\n", "k: [\n  V,\n  V\n]\n", "%V\n", "k: *V\n", "k: |V\n  a\n"];

    private static readonly string[] Functions = [.. FunctionTable.All.Select(function => function.Name)];

    public static IReadOnlyList<string> Words { get; } =
    [
        "{{", "}}", "{{-", "-}}", "{{~", "~}}", "{{ end }}", "{{ if true }}", "{{ else }}", "{{ for x in values.list }}", "{{ while true }}", "{{ capture x }}", "{{ func f(n) }}", "{{ ret 1 }}", "{{ with values }}",
        "{{ case 1 }}", "{{ when 1 }}", "{{ wrap f }}", "{{ import values }}", "{{ include 'self' }}", "{{ values }}", "{%{", "}%}", "{{#", " | ", "$1", "$0", "\n", "\n  ", "\t", ": ", "- ", "'", "\"", "|\n", ">-\n", "#", "[", "]", "{", "}", "---\n", "...\n", "%",
        .. Literals, .. Operators, .. Functions,
    ];

    public string Template()
    {
        var text = new StringBuilder();
        for (var rest = random.Next(1, 6); rest > 0; rest--)
        {
            text.Append(random.OneIn(3) ? Statement(3) : Place());
        }

        return text.ToString();
    }

    /// <summary>A place of YAML with values of the map `v` in it, and nothing else of the template language.</summary>
    public string PlaceOfValue(Func<string> expression) => string.Concat(random.Pick(Places).Select(character => character == 'V' ? $"{{{{ {expression()} }}}}" : $"{character}"));

    private string Place() => PlaceOfValue(() => Expression(random.Next(4)));

    private string Statement(int depth) => random.Next(14) switch
    {
        0 => $"{{{{ if {Expression(2)} }}}}{Body(depth)}{{{{ else }}}}{Body(depth)}{{{{ end }}}}\n",
        1 => $"{{{{ for x in {Expression(2)} {random.Pick(["", "limit: 2", "offset: 1", "reversed", "limit: -1 offset: 99999999999"])} }}}}{Body(depth)}{{{{ end }}}}\n",
        2 => $"{{{{ while {Expression(1)} }}}}{Body(depth)}{{{{ {random.Pick(["break", "continue", "x = x + 1"])} }}}}{{{{ end }}}}\n",
        3 => $"{{{{ capture x }}}}{Body(depth)}{{{{ end }}}}\n",
        4 => $"{{{{ func f{random.Pick(["", "(n)", "(a, b = 1)", "(a...)"])} }}}}{Body(depth)}{{{{ {random.Pick(["", "ret " + Expression(2)])} }}}}{{{{ end }}}}\n",
        5 => $"{{{{ with {Expression(1)} }}}}{Body(depth)}{{{{ end }}}}\n",
        6 => $"{{{{ case {Expression(1)} }}}}{{{{ when {Expression(1)} }}}}{Body(depth)}{{{{ else }}}}{Body(depth)}{{{{ end }}}}\n",
        7 => $"{{{{ wrap {random.Pick(Functions)} {Expression(1)} }}}}{Body(depth)}{{{{ end }}}}\n",
        8 => $"{{{{ {random.Pick(["x", "y", "values.a", "this.z", "x.a", "x[0]", "$1", "release", "for"])} {random.Pick(["=", "+=", "?=", "*="])} {Expression(3)} }}}}\n",
        9 => $"{{{{ {random.Pick(["readonly x", "import " + Expression(1), "break", "continue", "ret " + Expression(2), "x++", "tablerow x in values.list", "{{ 1"])} }}}}\n",
        10 => $"{{{{~ {Expression(2)} -}}}}\n",
        _ => $"{{{{ {Expression(3)} }}}}\n",
    };

    private string Body(int depth) => depth == 0 || random.OneIn(3) ? Place() : Statement(depth - 1);

    private string Expression(int depth) => (depth == 0 ? random.Next(3) : random.Next(12)) switch
    {
        0 => random.Pick(Literals),
        1 => random.Pick(Names),
        2 => Quoted(HostileTexts.Next(random)),
        3 => $"({Expression(depth - 1)} {random.Pick(Operators)} {Expression(depth - 1)})",
        4 => $"{random.Pick(["!", "-", "+", "@", "^"])}{Expression(depth - 1)}",
        5 => $"({Expression(depth - 1)} ? {Expression(depth - 1)} : {Expression(depth - 1)})",
        6 => $"({Expression(depth - 1)})[{Expression(depth - 1)}]",
        7 => $"[{Expression(depth - 1)}, {Expression(depth - 1)}]",
        8 => $"{{{random.Pick(["a", "'b c'", "x"])}: {Expression(depth - 1)}}}",
        9 => $"$'a{{{Expression(depth - 1)}}}b'",
        10 => $"({Expression(depth - 1)} | {Call(depth - 1)})",
        _ => $"({Call(depth - 1)})",
    };

    private string Call(int depth)
    {
        var arguments = Enumerable.Range(0, random.Next(5)).Select(_ => " " + Expression(depth));
        return random.Pick(Functions) + string.Concat(arguments) + (random.OneIn(10) ? " length: 3" : "");
    }

    private static string Quoted(string text)
    {
        var escaped = JsonText.Write(new YamlString(text));
        return escaped.Any(char.IsControl) ? string.Create(CultureInfo.InvariantCulture, $"'{text.Length}'") : escaped;
    }
}
