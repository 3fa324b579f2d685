using System.Reflection;

namespace PackMan.Cli.Output;

/// <summary>The version of this build.</summary>
internal static class BuildVersion
{
    /// <summary>`0.1.0+commit` of the build, in its two parts; the commit is cut to the length people write.</summary>
    public static (string Version, string Commit) Read()
    {
        var text = typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (text, "") : (text[..plus], text[(plus + 1)..][..Math.Min(7, text.Length - plus - 1)]);
    }
}
