namespace PackMan.Fuzz.Targets;

internal static class AllTargets
{
    public static IReadOnlyList<IFuzzTarget> Create()
    {
        var corpus = Corpus.Load();
        return
        [
            new WriterTarget(),
            new TemplatesTarget(corpus),
            new ValuesTarget(corpus),
            new YamlTarget(corpus),
            new SchemasTarget(corpus),
            new ArchivesTarget(),
        ];
    }
}
