using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>One way in which a tree breaks a schema.</summary>
/// <param name="Path">The node at fault, from the root of the tree.</param>
/// <param name="Origin">Where that node came from, when it is known.</param>
/// <param name="Expected">What it must do, to be read after "must" (`be an integer`, `have the key `tag``).</param>
/// <param name="Got">What it is instead (`the string `"3"``); null when <paramref name="Expected"/> says it all.</param>
public sealed record SchemaViolation(ImmutableArray<PathStep> Path, Origin? Origin, string Expected, string? Got)
{
    /// <summary>Whether a key is missing that only the user can give.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The sentence a user reads: path, expectation, what it is, and who set it.</summary>
    /// <param name="rootName">How the root is called (`values`).</param>
    public string Describe(string rootName = "values")
    {
        var got = Got is null ? "" : $", got {Got}";
        return $"`{PathText(rootName, Path.AsSpan())}` must {Expected}{got}{OriginText()}";
    }

    internal static string PathText(string rootName, ReadOnlySpan<PathStep> path)
    {
        var text = new StringBuilder(rootName);
        foreach (var step in path)
        {
            switch (step)
            {
                case PathStep.Key { Name: var name } when name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-'):
                    text.Append('.').Append(name);
                    break;
                case PathStep.Key key:
                    text.Append("['").Append(key.Name).Append("']");
                    break;
                case PathStep.Index index:
                    text.Append(CultureInfo.InvariantCulture, $"[{index.Position}]");
                    break;
            }
        }

        return text.ToString();
    }

    private string OriginText() => Origin switch
    {
        null => "",
        Origin.Flag flag => $" (set by {flag.Text})",
        _ => $" (set in {Origin})",
    };
}
