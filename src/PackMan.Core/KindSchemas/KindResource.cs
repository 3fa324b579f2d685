namespace PackMan.KindSchemas;

/// <summary>The files of facts beside this one, which are read when they are first asked for.</summary>
internal static class KindResource
{
    public static string Read(string name)
    {
        using var stream = typeof(KindResource).Assembly.GetManifestResourceStream($"kinds/{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
