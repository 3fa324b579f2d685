namespace PackMan.Charts.Bundling;

/// <summary>A bundle that is not as it was made.</summary>
/// <param name="location">What the user calls it.</param>
public sealed class BundleException(string location, string reason, string hint) : PackManException($"Bundle `{location}` is refused: {reason}")
{
    internal const string FetchAgain = "Copy the file again, or make the bundle again";
    internal const string WasChanged = "Do not use it before it is clear who changed it; copy the file again from where it was made";

    /// <summary>The bundle, as the user named it.</summary>
    public string Location { get; } = location;

    public override string Hint => hint;
}
