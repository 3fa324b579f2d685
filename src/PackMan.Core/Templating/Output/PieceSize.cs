using PackMan.Yaml;

namespace PackMan.Templating.Output;

/// <summary>About how many characters a piece will be once it is written.</summary>
internal static class PieceSize
{
    // A piece costs memory even when it writes nothing.
    private const int Least = 8;

    public static long Of(Piece piece) => Least + piece switch
    {
        TextPiece text => text.Length,
        QuotedPiece quoted => quoted.Content.Length,
        YamlTextPiece yaml => yaml.Text.Size,
        ValuePiece value => Of(value.Value),
        _ => 0,
    };

    public static long Of(YamlNode node) => node switch
    {
        YamlString text => text.Value.Length,
        YamlMap map => map.Entries.Sum(entry => entry.Key.Length + Least + Of(entry.Value)),
        YamlList list => list.Items.Sum(item => Least + Of(item)),
        _ => Least,
    };
}
