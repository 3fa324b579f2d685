using PackMan.ClusterTests.Fixtures;
using PackMan.Fuzz;
using PackMan.Templating;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Templating;

/// <summary>
/// Whatever values hold and wherever a template puts them, kubectl reads the same values there and everything around them as it was.
/// `PACKMAN_SAMPLES` asks for more cases than the suite takes, `PACKMAN_SEED` for other ones.
/// </summary>
[Trait("Category", "Kubectl")]
public sealed class KubectlReadsBackTests
{
    private const int Batch = 1_000;

    private static readonly int Samples = SampleCounts.Or(3_000);
    private static readonly int Seed = SampleCounts.Number("PACKMAN_SEED", 20_261_127);

    [Fact]
    public async Task Kubectl_reads_every_value_back_in_every_place()
    {
        var kubectl = KubectlBinary.Require();
        var faults = new List<string>();

        for (var first = 0; first < Samples && faults.Count < 10; first += Batch)
        {
            var cases = Enumerable.Range(first, Math.Min(Batch, Samples - first)).Select(number => new Rendered(PlacedCase.Create(Seed, number), number)).ToList();
            faults.AddRange(cases.Select(item => item.Fault).OfType<string>());
            await CompareAsync(kubectl, [.. cases.Where(item => item.Fault is null)], faults);
        }

        faults.ShouldBeEmpty();
    }

    /// <summary>Compares a batch; one that is refused is halved until the document at fault is alone.</summary>
    private static async Task CompareAsync(KubectlBinary kubectl, List<Rendered> cases, List<string> faults)
    {
        if (cases.Count == 0 || faults.Count > 10)
        {
            return;
        }

        var (objects, refusal) = await kubectl.ReadAsync(string.Concat(cases.Select(item => "---\n" + item.Text)), TestContext.Current.CancellationToken);
        if (refusal.Length == 0 && objects.Count == cases.Count)
        {
            faults.AddRange(cases.Zip(objects).Where(pair => ReadNumbers.Show(pair.Second) != pair.First.Expected).Select(pair => pair.First.Describe("kubectl reads", ReadNumbers.Show(pair.Second))));
        }
        else if (cases.Count == 1)
        {
            faults.Add(cases[0].Describe("kubectl refuses", refusal.Length > 0 ? refusal : $"it reads {objects.Count} objects"));
        }
        else
        {
            await CompareAsync(kubectl, cases[..(cases.Count / 2)], faults);
            await CompareAsync(kubectl, cases[(cases.Count / 2)..], faults);
        }
    }

    /// <summary>A case with what PackMan itself makes of it.</summary>
    private sealed class Rendered
    {
        private readonly PlacedCase _case;
        private readonly int _number;

        public Rendered(PlacedCase placed, int number)
        {
            (_case, _number) = (placed, number);
            Expected = ReadNumbers.Show(placed.Expected);
            try
            {
                Text = placed.Render();
                var read = ReadNumbers.Show(YamlReader.Read(Text, "out.yaml"));
                Fault = read == Expected ? null : Describe("we read", read);
            }
            catch (Exception error) when (error is TemplateException or YamlException)
            {
                Fault = Describe("we refuse", $"{error.Message} at {((PackManException)error).Frame}");
            }
        }

        public string Expected { get; }

        public string Text { get; } = "";

        public string? Fault { get; }

        public string Describe(string who, string what) =>
            $"case {_number} of seed {Seed}\n-- template:\n{_case.Template}-- values: {JsonText.Write(_case.Values)}\n-- written:\n{Text}-- expected: {Expected}\n-- {who}: {what}\n";
    }
}
