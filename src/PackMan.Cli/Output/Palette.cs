namespace PackMan.Cli.Output;

/// <summary>Colours for one stream; without colour every method gives its text back.</summary>
internal sealed record Palette(bool IsOn)
{
    public static Palette None { get; } = new(false);

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    public string Cyan(string text) => Paint("36", text);

    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    /// <summary>Decides as https://no-color.org asks: a set NO_COLOR wins over a terminal, an explicit flag over both.</summary>
    public static Palette For(string mode, bool isTerminal, Surroundings surroundings) => new(mode switch
    {
        "always" => true,
        "never" => false,
        _ => isTerminal && surroundings.Variable("NO_COLOR") is null && surroundings.Variable("TERM") != "dumb",
    });

    private string Paint(string code, string text) => IsOn ? $"\e[{code}m{text}\e[0m" : text;
}
