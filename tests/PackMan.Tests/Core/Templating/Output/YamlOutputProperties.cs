using CsCheck;
using PackMan.Fuzz;
using PackMan.Fuzz.Generation;
using PackMan.Templating;
using PackMan.Yaml;
using Xunit;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>
/// Whatever a value holds, a reader gets that value back and the rest of the document untouched. `PACKMAN_SAMPLES` asks for more.
/// </summary>
public sealed class YamlOutputProperties
{
    private static readonly int Samples = SampleCounts.Or(100);

    private static readonly Gen<string> Known = Gen.OneOf(HostileTexts.Known.ToArray());
    private static readonly Gen<string> Marks = Gen.OneOf(HostileTexts.Marks.ToArray());
    private static readonly Gen<string> Any = Gen.Int.Select(seed => HostileTexts.Next(new Random(seed)));
    private static readonly Gen<string> Text = Gen.Frequency((2, Known), (3, Marks.Array[0, 9].Select(string.Concat)), (1, Any));

    private static readonly Gen<YamlNode> Scalar = Gen.Frequency(
        (6, Text.Select(text => (YamlNode)new YamlString(text))),
        (1, Gen.OneOf("0", "-12", "1.10", "123456789012345678901234567890", "1.5e+3").Select(text => (YamlNode)new YamlNumber(text))),
        (1, Gen.Bool.Select(value => (YamlNode)new YamlBoolean(value))),
        (1, Gen.Const<YamlNode>(YamlNull.Instance)));

    private static readonly Gen<YamlNode> Tree = Trees(3);

    /// <summary>Templates with the value `v`, and what the document is to hold: VALUE stands for the value.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "k: {{ values.v[0] }}\n", "k: VALUE" },
        { "k: {{ values.v[0] }} # note\nz: 1\n", "{k: VALUE, z: 1}" },
        { "a:\n  b: 1\n  k: {{ values.v[0] }}\n  c: 2\nd: 3\n", "{a: {b: 1, k: VALUE, c: 2}, d: 3}" },
        { "- {{ values.v[0] }}\n- x\n", "[VALUE, x]" },
        { "l:\n  - {{ values.v[0] }} # c\n  - - {{ values.v[0] }}\n    - x\n", "{l: [VALUE, [VALUE, x]]}" },
        { "l:\n- n: {{ values.v[0] }}\n  m: {{ values.v[0] }}\n", "{l: [{n: VALUE, m: VALUE}]}" },
        { "a: [{{ values.v[0] }}, x]\nb: {w: {{ values.v[0] }}, z: [{{ values.v[0] }}]}\n", "{a: [VALUE, x], b: {w: VALUE, z: [VALUE]}}" },
        { "a: [\n  {{ values.v[0] }},\n  x\n  ]\n", "{a: [VALUE, x]}" },
        { "--- {{ values.v[0] }}\n", "VALUE" },
        { "a: &x {{ values.v }}\nb: *x\n", "{a: [VALUE], b: [VALUE]}" },
        { "a:\n  {{ values.v }}\nb: 1\n", "{a: [VALUE], b: 1}" },
        { "a:\n  - x\n  {{ values.v }}\nb: 1\n", "{a: [x, VALUE], b: 1}" },
        { "a:\n- x\n{{ values.v }}\nb: 1\n", "{a: [x, VALUE], b: 1}" },
        { "a:\n  b: 1\n  {{ {key: values.v[0]} }}\nc: 1\n", "{a: {b: 1, key: VALUE}, c: 1}" },
        { "a: {{ include 'p' }}\nb: 1\n", "{a: {k: VALUE, l: [VALUE]}, b: 1}" },
        { "a:\n  z: 1\n  {{ include 'p' | indent 7 }}\nb: 1\n", "{a: {z: 1, k: VALUE, l: [VALUE]}, b: 1}" },
        { "- {{ include 'p' }}\n- a: {{ values.v[0] | to_yaml }}\n", "[{k: VALUE, l: [VALUE]}, {a: VALUE}]" },
        { "a: {{ values.v[0] | to_json }}\nb: [{{ values.v | to_json }}]\n", "{a: VALUE, b: [[VALUE]]}" },
        { "a:\n  {{ values.v[0] | to_yaml }}\nb: 1\n", "{a: VALUE, b: 1}" },
        { "a:\n  - {{ values.v[0] | to_yaml }}\n  - b: {{ values.v[0] | to_yaml }}\n    c: 1\n", "{a: [VALUE, {b: VALUE, c: 1}]}" },
        { "a:\n  -\n    {{ values.v[0] | to_yaml }}\n  - - {{ values.v[0] | to_yaml }} # c\n    - x\n", "{a: [VALUE, [VALUE, x]]}" },
        { "a:\n  b:\n    c: # d\n        {{ values.v[0] | to_yaml }}\n\n    e: {{ values.v[0] | to_yaml }}\n\nf: 1\n", "{a: {b: {c: VALUE, e: VALUE}}, f: 1}" },
        { "a:\n  {{ values.v | to_yaml }}\n  - {{ values.v | to_yaml }}\nb: &x {{ values.v | to_yaml }}\n", "{a: [VALUE, [VALUE]], b: [VALUE]}" },
        { "a:\n  b: 1\n  {{ {k: values.v[0]} | to_yaml | nindent 9 }}\n  c: {{ include 'y' }}\n  d:\n    {{ include 'y' }}\n", "{a: {b: 1, k: VALUE, c: VALUE, d: VALUE}}" },
        { "{{ for e in values.v }}a{{ for.index }}: {{ e }}\n{{ end }}z: 1\n", "{a0: VALUE, z: 1}" },
    };

    /// <summary>Templates with the string `s`, and the string that its place is to hold.</summary>
    public static TheoryData<string, string> TextPlaces => new()
    {
        { "k: a{{ values.s }}\nz: 1\n", "aTEXT" },
        { "k: {{ values.s }}-\nz: 1\n", "TEXT-" },
        { "k: {{ values.s }}{{ values.s }}\nz: 1\n", "TEXTTEXT" },
        { "k: {{ values.s }}:{{ values.s }}\nz: 1\n", "TEXT:TEXT" },
        { "k: \"{{ values.s }}\"\nz: 1\n", "TEXT" },
        { "k: \"a {{ values.s }}\\t{{ values.s }} \"\nz: 1\n", "a TEXT\tTEXT " },
        { "k: '{{ values.s }}'\nz: 1\n", "TEXT" },
        { "k: 'it''s {{ values.s }}\"\\'\nz: 1\n", "it's TEXT\"\\" },
        { "k: \"a{{ values.s }}\n   {{ values.s }}b\"\nz: 1\n", "aTEXT TEXTb" },
        { "k: 'a{{ values.s }}\n   {{ values.s }}b'\nz: 1\n", "aTEXT TEXTb" },
        { "k: a{{ values.s }}\n  {{ values.s }}b\nz: 1\n", "aTEXT TEXTb" },
        { "k: {{ values.s | quote }} # c\nz: 1\n", "TEXT" },
        { "k: {{ values.s | squote }}\nz: 1\n", "TEXT" },
        { "k: [a{{ values.s }}]\nz: 1\n", "[aTEXT]" },
        { "k: # {{ values.s }}\n  {{ values.s }} # {{ values.s }}\nz: 1\n", "TEXT" },
        { "k:\n  {{ values.s }}\n# {{ values.s }}\nz: 1\n", "TEXT" },
        { "k: {{ include 't' }}\nz: 1\n", "xTEXT" },
        { "k: {{ include 't' | string.upcase }}\nz: 1\n", "UPPER" },
        { "k: {{ tpl '{{ values.s }}' }}\nz: 1\n", "TEXT" },
        { "{{ {q: 1} | object.size }}{{ values.s }}: x\nz: 1\n", "KEY" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Any_tree_is_read_back_in_any_place(string template, string expected) => Tree.Sample(
        value =>
        {
            var text = Render(template, "v", YamlList.Of(value));
            var actual = TreeComparer.Show(YamlReader.Read(text, "out.yaml"));
            return actual == TreeComparer.Show(Fill(YamlReader.Read(expected, "expected.yaml"), value)) ? true : throw Shown(text, actual);
        },
        iter: Samples,
        threads: 1);

    [Theory]
    [MemberData(nameof(TextPlaces))]
    public void Any_string_is_read_back_in_any_text(string template, string expected) => Text.Sample(
        value =>
        {
            var text = Render(template, "s", new YamlString(value));
            var document = (YamlMap)YamlReader.Read(text, "out.yaml");
            var actual = document.Entries[0].Value is YamlList list ? $"[{list[0]}]" : document.Entries[0].Value.ToString();
            var wanted = expected.Replace("TEXT", value, StringComparison.Ordinal).Replace("UPPER", "X" + value.ToUpperInvariant(), StringComparison.Ordinal);
            if (expected == "KEY")
            {
                (actual, wanted) = (document.Entries[0].Key, "1" + value);
            }

            return actual == wanted && document.Count == 2 && document.Find("z") is YamlNumber { AsInt64: 1 } ? true : throw Shown(text, actual ?? "");
        },
        iter: Samples,
        threads: 1);

    [Theory]
    [InlineData("foo\n{{ values.s }}-\n")]
    [InlineData("\"foo\n{{ values.s }}-\"\n")]
    [InlineData("'foo\n{{ values.s }}-'\n")]
    public void Any_string_is_read_back_in_a_document_of_one_scalar(string template) => Text.Where(text => text.Length > 0).Sample(
        value =>
        {
            var text = Render(template, "s", new YamlString(value));
            var actual = YamlReader.Read(text, "out.yaml").ToString();
            return actual == $"foo {value}-" ? true : throw Shown(text, actual ?? "");
        },
        iter: Samples,
        threads: 1);

    [Fact]
    public void Any_printable_text_is_kept_in_a_block_scalar() => Text.Where(text => ScalarText.IsPrintable(text.Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal))).Sample(
        value =>
        {
            var text = Render("k: |\n  a{{ values.s }}b\n    {{ values.s }}c\nz: 1\n", "s", new YamlString(value));
            var document = (YamlMap)YamlReader.Read(text, "out.yaml");
            var wanted = $"a{value}b\n" + string.Join('\n', $"{value}c".Split('\n').Select(line => line.Length == 0 ? "" : "  " + line)) + "\n";
            return document.FindString("k") == wanted && document.Count == 2 ? true : throw Shown(text, document.FindString("k") ?? "");
        },
        iter: Samples,
        threads: 1);

    private static InvalidOperationException Shown(string text, string actual) => new($"wrote:\n{text}\nread: {actual}");

    private static string Render(string template, string name, YamlNode value)
    {
        var values = YamlMap.Of([KeyValuePair.Create(name, value)]);
        var request = TestCharts.Request(template, values, ("_p.yaml", "k: {{ values.v[0] }}\nl:\n- {{ values.v[0] }}\n"), ("_t", "x{{ values.s }}\n"), ("_y", "\n  {{ values.v[0] | to_yaml }}\n"));
        return new ScribanTemplateEngine().Render(request).Files.Single().Text;
    }

    private static YamlNode Fill(YamlNode node, YamlNode value) => node switch
    {
        YamlString { Value: "VALUE" } => value,
        YamlMap map => new YamlMap([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Fill(entry.Value, value)))]),
        YamlList list => new YamlList([.. list.Items.Select(item => Fill(item, value))]),
        _ => node,
    };

    private static Gen<YamlNode> Trees(int depth)
    {
        if (depth == 0)
        {
            return Scalar;
        }

        var inner = Trees(depth - 1);
        return Gen.Frequency(
            (4, Scalar),
            (2, inner.Array[0, 3].Select(items => (YamlNode)YamlList.Of(items))),
            (2, Gen.Select(Text, inner).Array[0, 3].Select(entries => (YamlNode)new YamlMap([.. entries.DistinctBy(entry => entry.Item1).Where(entry => entry.Item1 != "<<").Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))]))));
    }
}
