using CsCheck;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class YamlRoundTripTests
{
    private static readonly string[] Fragments =
    [
        "a", "yes", "null", "~", "<<", "=", "0", "1", "0x1F", ".", ".5", "1e3", "-", "+", ":", ": ", " #", "#", " ", "\t", "\n", "\r", "\r\n", "'", "\"", "\\",
        "|", ">", "&", "*", "!", "%", "@", "`", "{", "}", "[", "]", ",", "?", "? ", "- ", "---", "...", "\0", "\u0085", "\u00A0", "\u2028", "\u2029",
        "\uFEFF", "\uFFFE", "\u007F", "ü", "😀", "\U0001FFFF", "2024-01-01", "12:30",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf(Fragments).Array[0, 6].Select(string.Concat),
        Gen.OneOf("a", "b c", "", " ", "  ", "\t", "- x", "# y", "k: v").Array[1, 6].Select(lines => string.Join('\n', lines)));

    private static readonly Gen<YamlNode> Scalar = Gen.OneOf(
        Text.Select(text => (YamlNode)new YamlString(text)),
        Gen.Long.Select(number => (YamlNode)new YamlNumber(number)),
        Gen.OneOf("1.10", "-0.5", "1.5e+3", "123456789012345678901234567890").Select(number => (YamlNode)new YamlNumber(number)),
        Gen.Bool.Select(boolean => (YamlNode)new YamlBoolean(boolean)),
        Gen.Const((YamlNode)YamlNull.Instance));

    private static readonly Gen<YamlNode> Tree = Gen.Recursive<YamlNode>((depth, tree) => depth >= 5
        ? Scalar
        : Gen.Frequency(
            (4, Scalar),
            (2, tree.Array[0, 4].Select(items => (YamlNode)YamlList.Of(items))),
            (3, Gen.Select(Text, tree, KeyValuePair.Create).Array[0, 4].Select(MapOf))));

    [Fact]
    public void Block_form_reads_back_as_the_same_tree() =>
        Tree.Sample(tree => ReadsAs(YamlWriter.Write(tree), tree), iter: 2_000, print: JsonOf);

    [Fact]
    public void Flow_form_reads_back_as_the_same_tree() =>
        Tree.Sample(tree => ReadsAs(YamlWriter.WriteFlow(tree), tree), iter: 2_000, print: JsonOf);

    [Fact]
    public void Flow_form_is_one_line() =>
        Tree.Sample(tree => !YamlWriter.WriteFlow(tree).AsSpan().ContainsAny("\r\n\u0085\u2028\u2029"), iter: 2_000, print: JsonOf);

    /// <summary>Whether a text reads as the tree; what the reader says otherwise names the line that was written wrongly.</summary>
    private static bool ReadsAs(string text, YamlNode tree)
    {
        try
        {
            return YamlNode.DeepEquals(YamlReader.Read(text, "x.yaml"), tree);
        }
        catch (YamlException error)
        {
            throw new ShouldAssertException($"{error.Message} at {error.Frame}: {error.Frame?.LineText}", error);
        }
    }

    private static string JsonOf(YamlNode tree) => JsonText.Write(tree);

    private static YamlNode MapOf(KeyValuePair<string, YamlNode>[] entries) => YamlMap.Of(entries.DistinctBy(entry => entry.Key));
}
