using PackMan.Charts.Loading;

namespace PackMan.Distribution.Signing;

/// <summary>A packaged chart of this machine, as signatures are made and checked for.</summary>
internal static class LocalArchive
{
    private const long LargestArchive = 100 * 1024 * 1024;

    /// <summary>The bytes, read once: what happens to the file afterwards changes nothing.</summary>
    /// <exception cref="PackManException">There is no such file, or it is a folder.</exception>
    public static MemoryStream Open(string path, string name)
    {
        if (Directory.Exists(path))
        {
            throw new UnpackedChartException(name);
        }

        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > LargestArchive)
            {
                throw new SignatureFileException(name, $"has {file.Length} bytes, more than any chart");
            }

            var bytes = new MemoryStream((int)file.Length);
            file.CopyTo(bytes);
            bytes.Position = 0;
            return bytes;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ChartNotFoundException(name, "there is no such archive", NearbyCharts.Find(Path.GetDirectoryName(path) ?? "", name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableChartException(name, name, exception);
        }
    }
}

/// <summary>A folder where only a package can be signed.</summary>
public sealed class UnpackedChartException(string name) : PackManException($"`{name}` is a folder, and only packaged charts have signatures")
{
    public override string Hint => $"Pack it with `packman package {name}` and name the `.tgz`";
}
