using System.Diagnostics;
using System.Text.Json;
using PackMan.Yaml;
using Xunit;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>kubectl, whose parser of YAML decides what a cluster gets to see.</summary>
internal sealed class KubectlBinary(string path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The kubectl that <c>tests/control-plane/tools</c> fetched; without one the calling test is skipped.</summary>
    public static KubectlBinary Require()
    {
        var kubectl = FetchedTools.Find("kubectl");
        Assert.SkipWhen(kubectl is null, $"There is no kubectl to read with. {FetchedTools.Hint}");
        return new KubectlBinary(kubectl!);
    }

    /// <summary>The objects of a stream of YAML as kubectl reads them, or what it says against the stream. No cluster is asked.</summary>
    public async Task<(IReadOnlyList<YamlMap> Objects, string Refusal)> ReadAsync(string yaml, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var start = new ProcessStartInfo(path, ["annotate", "--local", "-f", "-", "packman.dev/read=back", "-o", "json"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = "/nonexistent";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await WriteAsync(process.StandardInput, yaml, deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode == 0 ? (ReadJson(await output), "") : ([], await errors);
    }

    private static async Task WriteAsync(StreamWriter input, string yaml, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(yaml.AsMemory(), cancellationToken);
            input.Close();
        }
        catch (IOException)
        {
            // It stops reading at the first document it refuses, and says so on stderr.
        }
    }

    private static List<YamlMap> ReadJson(string text)
    {
        var rest = System.Text.Encoding.UTF8.GetBytes(text).AsSpan();
        var objects = new List<YamlMap>();
        while (!rest.Trim(" \r\n"u8).IsEmpty)
        {
            var reader = new Utf8JsonReader(rest, new JsonReaderOptions { MaxDepth = 200 });
            reader.Read();
            reader.Skip();
            objects.Add(((YamlMap)JsonText.Parse(rest[..(int)reader.BytesConsumed])).WithoutPath("metadata", "annotations"));
            rest = rest[(int)reader.BytesConsumed..];
        }

        return objects;
    }
}
