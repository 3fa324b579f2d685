namespace PackMan.Templating.Functions.Names;

/// <summary>A function that an author may know from elsewhere.</summary>
/// <param name="Function">Our function that does its work; null when none does.</param>
/// <param name="Instead">What to write, or why there is nothing; may add to the function.</param>
internal sealed record ForeignName(string Name, string? Function, string? Instead = null)
{
    /// <summary>What an author is told who writes it; null when the name is ours too.</summary>
    public static string? Hint(string name)
    {
        var all = HelmNames.All.Concat(ScribanNames.All);

        // `toString` is looked for as `to_string` too by who knows how names are written here.
        var found = all.FirstOrDefault(other => other.Name == name) ?? all.FirstOrDefault(other => Bare(other.Name) == Bare(name));
        return found is null || found.Function == name ? null : (found.Function, found.Instead) switch
        {
            (null, { } instead) => $"Instead of `{name}`: {instead}",
            ({ } function, null) => $"`{name}` is `{function}` here",
            ({ } function, { } instead) => $"`{name}` is `{function}` here: {instead}",
            _ => null,
        };
    }
    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
