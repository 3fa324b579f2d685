using System.Collections.Immutable;
using System.Globalization;
using PackMan.Cli;
using PackMan.ClusterTests.Fixtures;
using PackMan.ClusterTests.Lifecycle;
using PackMan.Schemas;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Values;

/// <summary>
/// The real Helm merges random combinations of defaults, files and flags as we do: 500 of them, half into a chart's own map and half into the
/// values of a subchart with defaults of its own. Keys that are null count as absent, as whole maps leave them out.
/// </summary>
[Trait("Category", PackManBinary.Category)]
public sealed class HelmValuesParityTests : IDisposable
{
    private const int BatchSize = 50;

    /// <summary>What only we refuse, by a word of the refusal: a path through a value that is no map or list would lose it (decision 0003).</summary>
    private const string OnlyOurs = "to be a ";

    /// <summary>What only Helm refuses: its parser stumbles over a null on the way, which is nothing to us, and a path may begin there. `--set-json` hides the cause.</summary>
    private static readonly string[] OnlyTheirs = ["interface {} is nil, not ", "failed parsing --set-json data "];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-values-");

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(300)]
    [InlineData(350)]
    [InlineData(400)]
    [InlineData(450)]
    public async Task Helm_merges_the_same(int first)
    {
        var helm = HelmBinary.Require(_folder.FullName);
        var cases = Enumerable.Range(first, BatchSize).Select(ValuesCase.Of).ToImmutableArray();
        WriteChart(cases);

        var ours = await ReadAsync(cases, PackManAsync, refusal => refusal.Contains(OnlyOurs));
        var both = await ReadAsync([.. cases.Where(one => ours.ContainsKey(one.Key))], arguments => HelmAsync(helm, arguments), refusal => OnlyTheirs.Any(refusal.Contains));

        cases.Where(one => both.ContainsKey(one.Key) && Text(both[one.Key]) != Text(ours[one.Key]))
            .Select(one => $"{Told(one)}\n  ours   {Text(ours[one.Key])}\n  theirs {Text(both[one.Key])}")
            .ShouldBeEmpty();
        both.Count.ShouldBeGreaterThan(BatchSize / 2);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What a program makes of each case: all in one run or, when it refuses, each half in one of its own, down to the case it is about.</summary>
    private async Task<ImmutableDictionary<string, YamlNode>> ReadAsync(
        ImmutableArray<ValuesCase> cases, Func<string[], Task<(string? Refusal, YamlMap Values)>> run, Func<string, bool> isDeliberate)
    {
        var (refusal, values) = await run(Arguments(cases));
        if (refusal is null)
        {
            return cases.ToImmutableDictionary(one => one.Key, one => values.Find(one.Key) ?? YamlMap.Empty);
        }

        if (cases.Length == 1)
        {
            isDeliberate(refusal).ShouldBeTrue($"{Told(cases[0])}\n{refusal}");
            return ImmutableDictionary<string, YamlNode>.Empty;
        }

        var half = cases.Length / 2;
        return (await ReadAsync(cases[..half], run, isDeliberate)).AddRange(await ReadAsync(cases[half..], run, isDeliberate));
    }

    private async Task<(string? Refusal, YamlMap Values)> PackManAsync(string[] arguments)
    {
        var result = await RunAsync(["values", "./chart", "-o", "json", .. arguments]);
        return result.ExitCode == 0 ? (null, (YamlMap)JsonText.Parse(result.Output)) : (result.Error, YamlMap.Empty);
    }

    /// <summary>What the templates of the chart and of its subcharts see, a line each.</summary>
    private async Task<(string? Refusal, YamlMap Values)> HelmAsync(HelmBinary helm, string[] arguments)
    {
        var result = await helm.RunAsync(_folder.FullName, ["template", "shop", "./chart", .. arguments]);
        var lines = result.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => (YamlMap)JsonText.Parse(line));
        return result.ExitCode == 0 ? (null, new YamlMap([.. lines.SelectMany(map => map.Entries).Where(entry => entry.Key != "global")])) : (result.Errors, YamlMap.Empty);
    }

    // The map of an even case is the chart's own, that of an odd one a subchart's.
    private void WriteChart(ImmutableArray<ValuesCase> cases)
    {
        var aliases = cases.Where((_, index) => index % 2 == 1).Select(one => $"  - {{name: sub, version: 1.0.0, alias: {one.Key}}}\n").ToList();
        Write("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\ndependencies:\n" + string.Concat(aliases));
        Write("chart/values.yaml", Layer(cases.Select(one => (one.Key, one.Defaults))));
        Write("chart/templates/own.yaml", "{{ $own := dict }}{{ range $key, $value := .Values }}{{ if not (hasKey $.Subcharts $key) }}{{ $_ := set $own $key $value }}{{ end }}{{ end }}\n{{ $own | toJson }}\n");
        Write("chart/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n");
        Write("chart/charts/sub/values.yaml", "a: 1\nb: {a: 1, b: {c: [1]}, c: x}\nc: {a: {b: 1, c: null}}\nlist: [1, 2]\nmaps: [{a: 1}]\nd.e: {a: 1}\n");
        Write("chart/charts/sub/templates/own.yaml", "{{ dict .Chart.Name (omit .Values \"global\") | toJson }}\n");
        foreach (var (name, text) in ValuesCase.Texts)
        {
            Write(name, text);
        }
    }

    private string[] Arguments(ImmutableArray<ValuesCase> cases)
    {
        var arguments = new List<string>();
        for (var i = 0; i < cases.Max(one => one.Files.Length); i++)
        {
            var file = Guid.NewGuid() + ".yaml";
            Write(file, Layer(cases.Where(one => one.Files.Length > i).Select(one => (one.Key, one.Files[i]))));
            arguments.AddRange(["-f", file]);
        }

        arguments.AddRange(cases.SelectMany(one => one.Flags).SelectMany(flag => new[] { flag.Flag, flag.Text }));
        return [.. arguments];
    }

    private async Task<SessionResult> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            Output = output,
            Error = error,
            OpenInput = () => Stream.Null,
            Environment = ImmutableDictionary<string, string>.Empty.Add("HOME", _folder.FullName),
            CurrentDirectory = _folder.FullName,
            Time = TimeProvider.System,
        };
        var exitCode = await new PackManApp(surroundings, new Stations(surroundings)).RunAsync(arguments, TestContext.Current.CancellationToken);
        return new SessionResult(exitCode, output.ToString(), error.ToString());
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    // JSON is YAML, and leaves no doubt about types.
    private static string Layer(IEnumerable<(string Key, YamlMap Values)> maps) =>
        JsonText.Write(new YamlMap([.. maps.Select(map => KeyValuePair.Create<string, YamlNode>(map.Key, map.Values))])) + "\n";

    /// <summary>In one order and with numbers as Helm keeps them, whose digits are those of a double.</summary>
    private static string Text(YamlNode node) => node switch
    {
        YamlMap map => "{" + string.Join(", ", ValuesSchema.WithoutNulls(map).Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Text(entry.Value)}")) + "}",
        YamlList list => "[" + string.Join(", ", list.Items.Select(Text)) + "]",
        YamlNumber number => double.Parse(number.Json, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => JsonText.Write(node),
    };

    private static string Told(ValuesCase one) =>
        $"defaults {JsonText.Write(one.Defaults)}{string.Concat(one.Files.Select(file => $" -f {JsonText.Write(file)}"))}{string.Concat(one.Flags.Select(flag => $" {flag.Flag} '{flag.Text}'"))}";
}
