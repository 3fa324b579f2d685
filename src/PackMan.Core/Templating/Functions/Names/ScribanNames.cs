using System.Collections.Immutable;

namespace PackMan.Templating.Functions.Names;

/// <summary>Functions of Scriban (7.5) that go by another name here, or are not there.</summary>
internal static class ScribanNames
{
    public static ImmutableArray<ForeignName> All { get; } =
    [
        new("array.add_range", "array.concat"),
        new("array.cycle", null, "`list[for.index % 3]`"),
        new("date.utc_now", "date.now"),
        new("date.parse_to_string", null, "`date.parse` and `date.to_string`"),
        new("date.add_milliseconds", "date.add_seconds"),
        new("date.format", null, "`date.to_string`"),
        new("math.is_number", null, "`kind_of value == 'number'`"),
        new("math.random", "random.integer"),
        new("math.uuid", "random.uuid"),
        new("object.default", "default"),
        new("object.eval", "tpl"),
        new("object.eval_template", "tpl"),
        new("object.format", null, "`math.format` or `date.to_string`"),
        new("object.kind", "kind_of"),
        new("object.typeof", "kind_of"),
        new("object.to_json", "to_json"),
        new("object.from_json", "from_json"),
        new("string.base64_encode", "base64_encode"),
        new("string.base64_decode", "base64_decode"),
        new("string.empty", null, "`!text`"),
        new("string.whitespace", null, "`!(trim text)`"),
        new("string.equals_ignore_case", null, "`(string.downcase a) == (string.downcase b)`"),
        new("string.escape", "to_json"),
        new("string.handleize", "kebab_case"),
        new("string.hmac_sha1", "hmac_sha256"),
        new("string.hmac_sha256", "hmac_sha256"),
        new("string.hmac_sha512", "hmac_sha512"),
        new("string.literal", "quote"),
        new("string.lstrip", "trim_start"),
        new("string.rstrip", "trim_end"),
        new("string.strip", "trim"),
        new("string.md5", "md5"),
        new("string.sha1", "sha1"),
        new("string.sha256", "sha256"),
        new("string.sha512", "sha512"),
        new("string.replace", "replace"),
        new("string.slice1", "string.slice"),
        new("string.to_long", "string.to_int"),
        new("string.to_double", "string.to_float"),
        new("string.truncatewords", null, "`regex.match`"),
        new("timespan.zero", null, "`timespan.parse '0s'`"),
    ];
}
