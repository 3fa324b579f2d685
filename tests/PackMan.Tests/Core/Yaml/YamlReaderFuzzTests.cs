using CsCheck;
using PackMan.Schemas;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class YamlReaderFuzzTests
{
    private static readonly string[] Pieces =
    [
        "a", "b: ", ": ", ":", "- ", "-", "? ", "\n", "\n  ", "\n    ", "\n\t", " ", "\t", "{", "}", "[", "]", ",", "&a ", "*a", "&", "*", "!", "!!str ", "!<", ">", "|", "|2-\n",
        ">+\n", "'", "\"", "\\", "\\x", "\\u12", "\\ud83d", "#", " #", "%YAML 1.2\n", "%TAG ! a\n", "%", "---", "\n---\n", "...", "\n...\n", "<<: ", "~", "\r", "\r\n", "\ufeff",
        "\0", "\u0085", "\u2028", "😀", "\ud83d", "0x1F", "1e5", ".inf", "@", "`", "=",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(Pieces).Array[0, 25].Select(string.Concat);

    [Fact]
    public void Whatever_comes_is_read_or_refused_with_a_place() => Text.Sample(
        text =>
        {
            try
            {
                YamlReader.ReadAll(text, "x.yaml", YamlReaderLimits.ForValues);
            }
            catch (YamlException error)
            {
                var frame = error.Frame.ShouldNotBeNull();
                frame.Line.ShouldBeGreaterThan(0);
                frame.Column.ShouldBeGreaterThan(0);
                frame.LineText.ShouldNotBeNull($"{error.Message} at {frame}");
            }
        },
        iter: 2_000);

    [Fact]
    public void What_is_read_survives_being_written() => Text.Sample(
        text =>
        {
            // Equal as values: the writer gives numbers with an exponent the notation all readers share.
            if (TryRead(text) is { } root && SchemaEquality.Canonical(YamlReader.Read(YamlWriter.Write(root), "x.yaml")) != SchemaEquality.Canonical(root))
            {
                throw new ShouldAssertException(YamlWriter.Write(root));
            }
        },
        iter: 2_000);

    private static YamlNode? TryRead(string text)
    {
        try
        {
            return YamlReader.Read(text, "x.yaml");
        }
        catch (YamlException)
        {
            return null;
        }
    }
}
