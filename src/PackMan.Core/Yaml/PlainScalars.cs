using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PackMan.Yaml;

/// <summary>A scalar without quotes, as written: trees no longer know whether `true` was spelt `yes`.</summary>
/// <param name="IsKey">Whether it is the key of a map.</param>
internal sealed record PlainScalar(string Text, int Line, int Column, bool IsKey);

/// <summary>Finds the plain scalars of a text that is known to be YAML.</summary>
internal static class PlainScalars
{
    public static IEnumerable<PlainScalar> In(string text)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

        // For each open map whether a key comes next; a list is null.
        var open = new Stack<bool?>();
        while (parser.MoveNext())
        {
            var isKey = open.TryPeek(out var top) && top == true;
            switch (parser.Current)
            {
                case Scalar { IsPlainImplicit: true, Style: ScalarStyle.Plain, Tag.IsEmpty: true } scalar:
                    yield return new PlainScalar(scalar.Value, (int)scalar.Start.Line, (int)scalar.Start.Column, isKey);
                    Toggle(open);
                    break;
                case Scalar or AnchorAlias:
                    Toggle(open);
                    break;
                case MappingStart:
                    Toggle(open);
                    open.Push(true);
                    break;
                case SequenceStart:
                    Toggle(open);
                    open.Push(null);
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
                default:
                    break;
            }
        }
    }

    private static void Toggle(Stack<bool?> open)
    {
        if (open.TryPop(out var top))
        {
            open.Push(!top);
        }
    }
}
