using System.Text;
using PackMan.Fuzz.Generation;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Fuzz.Targets;

/// <summary>Templates: the language, every function, the writer, and the search for the values that a template uses.</summary>
internal sealed class TemplatesTarget(Corpus corpus) : IFuzzTarget
{
    private const string Values = """
        a: {b: {c: 1}}
        'a b': x
        list: [1, a, null, [2], {n: 1.10}]
        map: {k: v, 'odd key': [], empty: {}}
        text: "two\nlines: {{ values.text }}"
        number: 123456789012345678901234567890
        deep: {er: {and: {deeper: true}}}
        replicas: 0
        nothing: null
        """;

    private readonly TextMutator _mutator = new(corpus.Templates, TemplateGrammar.Words);

    public string Name => "templates";

    public byte[] Make(Random random) => Encoding.UTF8.GetBytes(random.OneIn(3) ? _mutator.Next(random) : new TemplateGrammar(random).Template());

    public void Run(byte[] input, CancellationToken cancellationToken)
    {
        var tree = ValueTrees.Next(new Random(input.Length), 3);
        var values = YamlReader.ReadMap(Values, "values.yaml", YamlReaderLimits.ForValues).With("tree", tree);
        var request = FuzzCharts.Request(Encoding.UTF8.GetString(input), values);
        var engine = new ScribanTemplateEngine(FuzzCharts.Limits);
        try
        {
            engine.UsesIn(request.Root);
        }
        finally
        {
            Render(engine, request, cancellationToken);
        }
    }

    private static void Render(ScribanTemplateEngine engine, RenderRequest request, CancellationToken cancellationToken)
    {
        try
        {
            engine.Render(request, cancellationToken);
        }
        catch (TemplateException error) when (error.Frame is null || error.Message.Contains("Exception", StringComparison.Ordinal) || error.Message.Contains("Scriban", StringComparison.Ordinal))
        {
            if (!error.Message.StartsWith("The templates take longer", StringComparison.Ordinal))
            {
                throw new BrokenPromiseException($"an error that helps nobody: {error.Message}");
            }
        }
    }
}
