using PackMan.Yaml;

namespace PackMan.ClusterTests.Templating;

/// <summary>Text of a template around a value, and what a reader is to find there.</summary>
/// <param name="Template">Lines at column 0; `KEY` stands for a key of the surrounding map, `$` for the value.</param>
/// <param name="Expected">Entries of the surrounding map as YAML; VALUE stands for the value, TEXT for its characters within a longer text or key.</param>
internal sealed record ValuePlace(string Template, string Expected)
{
    /// <summary>Places that take any tree.</summary>
    public static IReadOnlyList<ValuePlace> ForTrees { get; } =
    [
        new("KEY: {{ $ }}", "KEY: VALUE"),
        new("KEY: {{ $ }} # note", "KEY: VALUE"),
        new("KEY:   {{ $ }}   ", "KEY: VALUE"),
        new("? KEY\n: {{ $ }}", "KEY: VALUE"),
        new("KEY:\n  - {{ $ }}\n  - x", "KEY: [VALUE, x]"),
        new("KEY:\n- {{ $ }} # c\n- - {{ $ }}\n  - x", "KEY: [VALUE, [VALUE, x]]"),
        new("KEY:\n- n: {{ $ }}\n  m: {{ $ }}\n- n: 1", "KEY: [{n: VALUE, m: VALUE}, {n: 1}]"),
        new("KEY: [{{ $ }}, x, {{ $ }}]", "KEY: [VALUE, x, VALUE]"),
        new("KEY: {w: {{ $ }}, z: [{{ $ }}, {a: {{ $ }}}]}", "KEY: {w: VALUE, z: [VALUE, {a: VALUE}]}"),
        new("KEY: [\n  {{ $ }},\n  x\n  ]", "KEY: [VALUE, x]"),
        new("KEY: &aKEY {{ $ }}\nKEYr: *aKEY", "KEY: VALUE\nKEYr: VALUE"),
        new("KEY: {{ [$] }}", "KEY: [VALUE]"),
        new("KEY: {{ {key: $} }} # note", "KEY: {key: VALUE}"),
        new("KEY:\n  {{ [$] }}", "KEY: [VALUE]"),
        new("KEY:\n  - x\n  {{ [$, $] }}\n  - y", "KEY: [x, VALUE, VALUE, y]"),
        new("KEY:\n- x\n{{ [$] }}", "KEY: [x, VALUE]"),
        new("KEY:\n  b: 1\n  {{ {key: $} }}\n  c: 2", "KEY: {b: 1, key: VALUE, c: 2}"),
        new("KEY: {{ include 'tree' $ }}", "KEY: {k: VALUE, l: [VALUE]}"),
        new("KEY:\n  z: 1\n  {{ include 'tree' $ | indent 7 }}", "KEY: {z: 1, k: VALUE, l: [VALUE]}"),
        new("KEY: {{ include 'tree' $ | nindent 4 }}", "KEY: {k: VALUE, l: [VALUE]}"),
        new("KEY:\n  - {{ include 'tree' $ }}\n  - x", "KEY: [{k: VALUE, l: [VALUE]}, x]"),
        new("KEY: {{ include 'same' $ }}", "KEY: VALUE"),
        new("KEY: {{ $ | to_yaml }}", "KEY: VALUE"),
        new("KEY:\n  {{ $ | to_yaml }}", "KEY: VALUE"),
        new("KEY:\n  - {{ $ | to_yaml }}", "KEY: [VALUE]"),
        new("KEY:\n- - {{ $ | to_yaml }} # note\n  -\n    {{ $ | to_yaml }}\n- k: {{ $ | to_yaml }}\n  l: 1", "KEY: [[VALUE, VALUE], {k: VALUE, l: 1}]"),
        new("KEY: # note\n    {{ $ | to_yaml }}\n\nKEYe: {{ $ | to_yaml | nindent 3 }}\n\nKEYf: 1", "KEY: VALUE\nKEYe: VALUE\nKEYf: 1"),
        new("KEY:\n  b: 1\n  {{ {k: $} | to_yaml }}\n  c: {{ [$] | to_yaml }}", "KEY: {b: 1, k: VALUE, c: [VALUE]}"),
        new("KEY: {{ $ | to_json }}", "KEY: VALUE"),
        new("KEY: {{ $ | to_json true }}", "KEY: VALUE"),
        new("KEY: [{{ $ | to_json }}, x]", "KEY: [VALUE, x]"),
        new("{{ capture cKEY }}k: {{ $ }}\n{{ end }}KEY: {{ cKEY }}", "KEY: {k: VALUE}"),
        new("KEY: {{ if true }}{{ $ }}{{ else }}x{{ end }}", "KEY: VALUE"),
        new("KEY: {{ for x in [$] }}{{ x }}{{ end }}", "KEY: VALUE"),
        new("KEY: # note\n  - {{ $ }}", "KEY: [VALUE]"),
    ];

    /// <summary>Places that take any string.</summary>
    public static IReadOnlyList<ValuePlace> ForTexts { get; } =
    [
        new("KEY: a{{ $ }}", "KEY: aTEXT"),
        new("KEY: {{ $ }}- # note", "KEY: TEXT-"),
        new("KEY: {{ $ }}{{ $ }}", "KEY: TEXTTEXT"),
        new("KEY: {{ $ }}:{{ $ }}", "KEY: 'TEXT:TEXT'"),
        new("KEY: {{ $ }}/{{ $ }}@{{ $ }}", "KEY: 'TEXT/TEXT@TEXT'"),
        new("KEY: a{{ $ }}\n  {{ $ }}b", "KEY: aTEXT TEXTb"),
        new("KEY:\n  a{{ $ }}\n  {{ $ }}b", "KEY: aTEXT TEXTb"),
        new("KEY: \"{{ $ }}\"", "KEY: TEXT"),
        new("KEY: \"a {{ $ }}\\t{{ $ }} \"", "KEY: \"a TEXT\\tTEXT \""),
        new("KEY: '{{ $ }}'", "KEY: TEXT"),
        new("KEY: 'it''s {{ $ }}\"\\'", "KEY: 'it''s TEXT\"\\'"),
        new("KEY: \"a{{ $ }}\n   {{ $ }}b\"", "KEY: aTEXT TEXTb"),
        new("KEY: 'a{{ $ }}\n   {{ $ }}b'", "KEY: aTEXT TEXTb"),
        new("KEY: {{ $ | quote }} # c", "KEY: TEXT"),
        new("KEY: {{ $ | squote }}", "KEY: TEXT"),
        new("KEY: [a{{ $ }}, {{ $ | quote }}, '{{ $ }}', \"{{ $ }}\"]", "KEY: [aTEXT, TEXT, TEXT, TEXT]"),
        new("KEY: {k: a{{ $ }}, '{{ $ }}': \"{{ $ }}b\"}", "KEY: {k: aTEXT, TEXT: TEXTb}"),
        new("KEY:\n  {{ $ }}", "KEY: TEXT"),
        new("KEY: {{ include 'text' $ }}", "KEY: xTEXT"),
        new("KEY: {{ include 'text' $ }}y", "KEY: xTEXTy"),
        new("KEY: \"{{ include 'text' $ }}\"", "KEY: xTEXT"),
        new("KEY:\n  {{ $ }}: x\n  z z: 1", "KEY: {TEXT: x, z z: 1}"),
        new("KEY:\n  a{{ $ }}: {{ $ }}\n  b: 1", "KEY: {aTEXT: TEXT, b: 1}"),
        new("KEY:\n  \"{{ $ }}\": '{{ $ }}'", "KEY: {TEXT: TEXT}"),
        new("KEY:\n  ? {{ $ }}\n  : x", "KEY: {TEXT: x}"),
        new("KEY: { {{ $ }}: x, a{{ $ }}: y}", "KEY: {TEXT: x, aTEXT: y}"),
        new("KEY:\n- {{ $ }}: {{ $ }}", "KEY: [{TEXT: TEXT}]"),
        new("# {{ $ }}\nKEY: 1 # {{ $ }}", "KEY: 1"),
        new("KEY: # {{ $ }}\n  # a{{ $ }}\n  x: 1 # {{ $ }}", "KEY: {x: 1}"),
        new("KEY: [x, # {{ $ }}\n  y]", "KEY: [x, y]"),
    ];

    /// <summary>What stands before and behind; it must be what it is without the values around it.</summary>
    public static IReadOnlyList<ValuePlace> Neighbours { get; } =
    [
        new("KEY: plain text", "KEY: plain text"),
        new("KEY: plain text\n  that goes on", "KEY: plain text that goes on"),
        new("KEY: |\n  two\n   lines", "KEY: \"two\\n lines\\n\""),
        new("KEY: >-\n  two\n  lines", "KEY: two lines"),
        new("KEY: \"quoted\n  text\" # note", "KEY: quoted text"),
        new("KEY: [1, {a: b}]", "KEY: [1, {a: b}]"),
        new("KEY:\n- x\n- - y", "KEY: [x, [y]]"),
        new("KEY:\n  a:\n    b: 1", "KEY: {a: {b: 1}}"),
        new("# a comment: [\n\nKEY: 1 # another", "KEY: 1"),
        new("KEY:", "KEY: null"),
        new("{{ if false }}: : [ {{ $ }}\n{{ end }}KEY: 1", "KEY: 1"),
        new("{{~ if true ~}}\nKEY: {{ 8080 }}\n{{~ end ~}}", "KEY: 8080"),
        new("{{ for i in 1..2 }}KEY{{ i }}: {{ i }}\n{{ end }}", "KEY1: 1\nKEY2: 2"),
        new("{{ include 'pair' 'KEY' }}", "KEYa: 1\nKEYb: [x]"),
        new("{{ {'KEY': {a: 1}} }}", "KEY: {a: 1}"),
    ];

    /// <summary>The text with a key and an expression in it.</summary>
    public string Fill(string key, string expression) => Template.Replace("KEY", key, StringComparison.Ordinal).Replace("$", expression, StringComparison.Ordinal);

    /// <summary>The entries that a reader is to find.</summary>
    public YamlMap Read(string key, YamlNode value) => (YamlMap)Filled(YamlReader.Read(Expected.Replace("KEY", key, StringComparison.Ordinal), "expected.yaml"), value);

    private static YamlNode Filled(YamlNode node, YamlNode value) => node switch
    {
        YamlString { Value: "VALUE" } => value,
        YamlString text => new YamlString(Filled(text.Value, value)),
        YamlMap map => new YamlMap([.. map.Entries.Select(entry => KeyValuePair.Create(Filled(entry.Key, value), Filled(entry.Value, value)))]),
        YamlList list => new YamlList([.. list.Items.Select(item => Filled(item, value))]),
        _ => node,
    };

    private static string Filled(string text, YamlNode value) => value is YamlString characters ? text.Replace("TEXT", characters.Value, StringComparison.Ordinal) : text;
}
