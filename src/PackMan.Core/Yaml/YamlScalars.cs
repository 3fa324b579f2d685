using System.Globalization;

namespace PackMan.Yaml;

/// <summary>A string.</summary>
public sealed class YamlString(string value, Origin? origin = null) : YamlNode(origin)
{
    public string Value { get; } = value;

    public override string KindName => "string";

    public override YamlNode WithOrigin(Origin? origin) => new YamlString(Value, origin);

    public override string ToString() => Value;
}

/// <summary>A number that keeps the digits its author wrote (`1.10`, `0x1F`, more than 64 bits).</summary>
/// <param name="text">The number as written.</param>
/// <param name="json">The same number as JSON can hold it; equal to <paramref name="text"/> when null.</param>
public sealed class YamlNumber(string text, string? json = null, Origin? origin = null) : YamlNode(origin)
{
    public YamlNumber(long value, Origin? origin = null)
        : this(value.ToString(CultureInfo.InvariantCulture), null, origin)
    {
    }

    public string Text { get; } = text;

    /// <summary>The number in JSON's notation. `.inf` and `.nan` have none and keep their text: <see cref="IsFinite"/> is false.</summary>
    public string Json { get; } = json ?? text;

    public bool IsFinite => !Json.EndsWith("inf", StringComparison.OrdinalIgnoreCase) && !Json.EndsWith("nan", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value as a 64-bit integer; null when it has a fraction, an exponent or too many digits.</summary>
    public long? AsInt64 => long.TryParse(Json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public override string KindName => "number";

    public override YamlNode WithOrigin(Origin? origin) => new YamlNumber(Text, Json, origin);

    public override string ToString() => Text;
}

/// <summary>True or false.</summary>
public sealed class YamlBoolean(bool value, Origin? origin = null) : YamlNode(origin)
{
    public bool Value { get; } = value;

    public override string KindName => "boolean";

    public override YamlNode WithOrigin(Origin? origin) => new YamlBoolean(Value, origin);

    public override string ToString() => Value ? "true" : "false";
}

/// <summary>An explicit null, which is something else than an absent node.</summary>
public sealed class YamlNull(Origin? origin = null) : YamlNode(origin)
{
    public static YamlNull Instance { get; } = new();

    public override string KindName => "null";

    public override YamlNode WithOrigin(Origin? origin) => new YamlNull(origin);

    public override string ToString() => "null";
}
