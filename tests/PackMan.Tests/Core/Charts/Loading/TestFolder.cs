namespace PackMan.Tests.Core.Charts.Loading;

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("packman-charts-").FullName;

    public static TestFolder Chart() => new TestFolder().File("Chart.yaml", TestArchive.ChartYaml);

    public TestFolder File(string path, string content)
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, content);
        return this;
    }

    public TestFolder Link(string path, string target)
    {
        System.IO.File.CreateSymbolicLink(System.IO.Path.Combine(Path, path), target);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
