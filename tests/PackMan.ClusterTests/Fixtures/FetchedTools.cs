namespace PackMan.ClusterTests.Fixtures;

/// <summary>The programs of others that <c>tests/control-plane/tools</c> fetches to compare with.</summary>
internal static class FetchedTools
{
    public const string Hint = "Run `tests/control-plane/tools` once";

    /// <summary>The path of a program; null when it was not fetched.</summary>
    public static string? Find(string name)
    {
        var tools = Path.Combine(ControlPlaneBinaries.Cache(), "tools");
        return Directory.Exists(tools) ? Directory.GetFiles(tools, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() : null;
    }
}
