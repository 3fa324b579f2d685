namespace PackMan.Linting.Rules.Charts;

/// <summary>What a browser could open.</summary>
internal static class WebAddress
{
    public static bool IsValid(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.Scheme is "http" or "https" or "git" or "ssh" or "oci"
        || text.StartsWith("data:image/", StringComparison.Ordinal);
}
