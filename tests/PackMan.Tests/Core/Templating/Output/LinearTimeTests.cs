using PackMan.Templating.Evaluation;
using PackMan.Templating.Output;
using PackMan.Templating.Sources;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>Writing is linear in pieces and characters: twice the input costs about twice the memory and looks at twice the cells.</summary>
public sealed class LinearTimeTests
{
    private static readonly TemplateSource Source = new("web/templates/case.yaml", "");

    private static readonly Place Here = new(Source, 0);

    public static TheoryData<string, string, string> Lines => new()
    {
        { "a: ", "{{v}}", "" },
        { "a: ", "x{{v}} ", "" },
        { "a: \"", "{{v}}", "\"" },
        { "\"", " {{v}} \n", "\"" },
        { "a: '", "{{e}}\n ", "'" },
        { "a: [", "{{v}}, ", "]" },
        { "a: [", "{{v}}", "]" },
        { "# ", "{{v}}", "" },
        { "a: |\n  ", "{{v}}", "" },
        { "a: |\n  ", "{{v}}\n  ", "" },
        { "", "{{v}}", ": x" },
        { "a: ", "{{i}}", "" },
        { "a: ", "{{n}}", "" },
        { "a: ", "{{v}}\n  ", "" },
        { "a:\n", "  {{m}}\n", "" },
        { "a:\n", "  {{l}}\n", "" },
        { "a:\n", "  - {{b}}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Many_pieces_cost_in_proportion(string before, string repeated, string after)
    {
        // Long keys are refused, so a key gets empty values.
        var few = Cost(Pieces(before, repeated, after, 500));
        var many = Cost(Pieces(before, repeated, after, 2_000));

        many.Steps.ShouldBeLessThan(few.Steps * 5);
        many.Bytes.ShouldBeLessThan(few.Bytes * 6);
    }

    [Theory]
    [InlineData("a: ", "")]
    [InlineData("a: x", "x")]
    [InlineData("a: \"", "\"")]
    [InlineData("a: '", "'")]
    [InlineData("a: [", "]")]
    [InlineData("a: |\n  ", "")]
    [InlineData("# ", "")]
    [InlineData("a:\n  ", "")]
    public void A_long_value_costs_in_proportion(string before, string after)
    {
        var (few, many) = (Cost(Long(64 * 1024)), Cost(Long(256 * 1024)));

        many.Bytes.ShouldBeLessThan(few.Bytes * 6);

        Piece[] Long(int length) => [TextPiece.Made(before, Here), Value(string.Concat(Enumerable.Repeat("ab:\n #", length / 6))), TextPiece.Made(after + "\n", Here)];
    }

    private static (long Steps, long Bytes) Cost(IReadOnlyList<Piece> pieces)
    {
        Run(pieces);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var steps = Run(pieces);
        return (steps, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static long Run(IReadOnlyList<Piece> pieces)
    {
        var output = new OutputLines(Limits.Default.Output);
        var writer = new PieceWriter(output);
        output.Finish(writer.Write(pieces, () => { }));
        return writer.Steps;
    }

    private static List<Piece> Pieces(string before, string repeated, string after, int count)
    {
        var isKey = after.Length > 1;
        var pieces = new List<Piece> { TextPiece.Made(before, Here) };
        for (var i = 0; i < count; i++)
        {
            var parts = repeated.Split("{{", 2);
            pieces.Add(TextPiece.Made(parts[0], Here));
            pieces.Add(Item(isKey && i > 0 ? 'e' : parts[1][0], i));
            pieces.Add(TextPiece.Made(parts[1][3..], Here));
        }

        pieces.Add(TextPiece.Made(after + "\n", Here));
        return [.. pieces.Where(piece => piece is not TextPiece { Length: 0 })];
    }

    private static Piece Item(char kind, int index) => kind switch
    {
        'e' => Value(""),
        'i' => new YamlTextPiece(YamlText.OfGenerated("x", Here), Here),
        'n' => new YamlTextPiece(YamlText.OfGenerated("", Here), Here),
        'm' => new ValuePiece(YamlMap.OfStrings([KeyValuePair.Create($"k{index}", "v")]), Here),
        'l' => new ValuePiece(YamlList.Of(new YamlString("v")), Here),
        'b' => new YamlTextPiece(YamlText.OfGenerated("a: 1\nb: 2", Here), Here),
        _ => Value("v"),
    };

    private static ValuePiece Value(string text) => new(new YamlString(text), Here);
}
