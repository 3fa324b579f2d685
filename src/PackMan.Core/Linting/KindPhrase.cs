namespace PackMan.Linting;

/// <summary>A kind in a sentence.</summary>
internal static class KindPhrase
{
    /// <summary>`a Service`, `an Ingress`, `an APIService`.</summary>
    public static string Of(string kind) => kind.Length > 0 && "AEIO".Contains(kind[0], StringComparison.Ordinal) ? $"an {kind}" : $"a {kind}";

    /// <summary>The same at the start of a sentence.</summary>
    public static string AtStart(string kind) => $"A{Of(kind)[1..]}";
}
