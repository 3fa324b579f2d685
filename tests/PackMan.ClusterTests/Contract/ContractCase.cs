namespace PackMan.ClusterTests.Contract;

/// <summary>One case of a file in `Contract/Cases`: requests and what each must answer. `README.md` there explains the notation.</summary>
internal sealed record ContractCase(string Name, IReadOnlyList<ContractStep> Steps)
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Contract", "Cases");

    public static IEnumerable<ContractCase> All() => Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(Parse);

    public static ContractCase Find(string name) => All().Single(candidate => candidate.Name == name);

    private static IEnumerable<ContractCase> Parse(string file)
    {
        var name = "";
        var steps = new List<ContractStep>();
        foreach (var line in File.ReadLines(file).Where(line => line.Trim().Length > 0 && line[0] != '#'))
        {
            if (line[0] != ' ')
            {
                if (name.Length > 0)
                {
                    yield return new ContractCase(name, steps);
                }

                (name, steps) = (line.Trim(), []);
            }
            else if (line.TrimStart().StartsWith("= ", StringComparison.Ordinal))
            {
                steps[^1].Expectations.Add(line.Trim()[2..]);
            }
            else
            {
                steps.Add(ContractStep.Parse(line.Trim()));
            }
        }

        yield return new ContractCase(name, steps);
    }
}

/// <summary>One request.</summary>
/// <param name="Verb">`apply`, `post`, `put`, `get`, `delete`, `merge`, `json`, `strategic`, or `save`.</param>
/// <param name="Target">Shorthand of a path, with a query.</param>
internal sealed record ContractStep(string Verb, string Target, string Body)
{
    public List<string> Expectations { get; } = [];

    public static ContractStep Parse(string line)
    {
        var words = line.Split(' ', 3);
        return new ContractStep(words[0], words[1], words.Length > 2 ? words[2] : "");
    }
}
