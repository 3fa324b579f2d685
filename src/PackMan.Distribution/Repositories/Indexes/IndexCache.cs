using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>The folder of fetched indexes: of each repository the `index.yaml` as the server has it, under Helm's name, and its compact index.</summary>
/// <param name="folder">Made when the first index comes in.</param>
/// <param name="cache">Where a download is put while it comes in.</param>
internal sealed class IndexCache(string folder, ContentCache cache)
{
    /// <summary>The compact index of a repository; null when it was never fetched.</summary>
    /// <exception cref="PackManException">The index beside it is newer, and cannot be used.</exception>
    public CompactIndex? Open(ChartRepository repository)
    {
        var index = IndexPath(repository);
        if (IndexStamp.Of(index) is not { } stamp)
        {
            return null;
        }

        // Helm, or a hand, may have put another index there.
        return Known(repository) ?? Extract(repository, index, stamp, IndexValidators.None);
    }

    /// <summary>Fetches the index if the server's is another than the one here. What fails leaves the old one.</summary>
    /// <exception cref="PackManException">The index cannot be had or used.</exception>
    public async Task<IndexUpdate> UpdateAsync(ChartRepository repository, HttpPipeline http, CancellationToken cancellationToken)
    {
        var known = Known(repository);
        using var incoming = cache.Begin();
        var validators = await new IndexDownload(repository, http, cache).RunAsync(incoming, known?.Head.Validators ?? IndexValidators.None, cancellationToken);
        if (validators is null && known is not null)
        {
            return new IndexUpdate(repository, known.Head, IsNew: false);
        }

        var target = IndexPath(repository);
        return Guard(() =>
        {
            using var coming = new PendingFile(target);
            Unpack(incoming, coming.Path, repository);
            var content = IndexReader.Read(() => OpenSequential(coming.Path), UrlOf(repository));
            coming.Place();
            var compact = WriteCompact(repository, content, IndexStamp.Of(target) ?? default, validators ?? IndexValidators.None);
            return new IndexUpdate(repository, compact.Head, IsNew: true);
        });
    }

    /// <summary>Forgets the index of a repository.</summary>
    public void Remove(ChartRepository repository) => Guard(() =>
    {
        File.Delete(CompactPath(repository));
        File.Delete(IndexPath(repository));
        return true;
    });

    private string IndexPath(ChartRepository repository) => Path.Combine(folder, $"{repository.CacheName}-index.yaml");

    private string CompactPath(ChartRepository repository) => Path.Combine(folder, $"{repository.CacheName}-index.packman");

    // Of this very repository and file: names are given anew, and files are changed by others.
    private CompactIndex? Known(ChartRepository repository) =>
        CompactIndex.TryOpen(CompactPath(repository)) is { Head: var head } compact && head.Source == IndexStamp.Of(IndexPath(repository)) && head.Url == UrlOf(repository) ? compact : null;

    private CompactIndex Extract(ChartRepository repository, string index, IndexStamp stamp, IndexValidators validators) =>
        Guard(() => WriteCompact(repository, IndexReader.Read(() => OpenSequential(index), index), stamp, validators));

    private CompactIndex WriteCompact(ChartRepository repository, IndexContent content, IndexStamp stamp, IndexValidators validators)
    {
        var head = new CompactHead
        {
            Url = UrlOf(repository),
            Source = stamp,
            Validators = validators,
            Charts = content.Charts.Count,
            Versions = content.VersionCount,
            Skipped = content.Skipped,
        };
        using var coming = new PendingFile(CompactPath(repository));
        using (var output = new StreamWriter(coming.Path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024))
        {
            CompactIndex.Write(output, head, content);
        }

        coming.Place();
        return new CompactIndex(CompactPath(repository), head);
    }

    private static string UrlOf(ChartRepository repository) => Values.ValuesFiles.WithoutSecrets(repository.IndexUrl);

    // Packed by the server on the way, or by whoever uploaded it; no YAML begins like gzip.
    private static void Unpack(IncomingContent incoming, string path, ChartRepository repository)
    {
        using var packed = incoming.OpenWritten();
        Span<byte> magic = stackalloc byte[2];
        var isPacked = packed.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        packed.Position = 0;
        using var content = isPacked ? new GZipStream(packed, CompressionMode.Decompress) : packed;
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[64 * 1024];
        try
        {
            var room = IndexDownload.LargestIndex;
            for (int count; (count = content.Read(buffer)) > 0;)
            {
                file.Write(buffer, 0, count);
                if ((room -= count) < 0)
                {
                    throw new IndexException(UrlOf(repository), $"it has more than {IndexDownload.LargestIndex >> 20} MiB");
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw new IndexException(UrlOf(repository), "it is packed with gzip, and damaged", broken);
        }
    }

    private static FileStream OpenSequential(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RepositoryException($"The folder `{folder}` cannot be used: {exception.Message.TrimEnd('.')}", "Name another folder with `--repository-cache` or PACKMAN_REPOSITORY_CACHE", exception);
        }
    }

    /// <summary>A file beside its place, which is gone unless it is put there.</summary>
    private sealed class PendingFile : IDisposable
    {
        private readonly string _target;

        public PendingFile(string target)
        {
            _target = target;
            var folder = System.IO.Path.GetDirectoryName(target)!;
            Directory.CreateDirectory(folder);
            Path = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(target)}.{System.IO.Path.GetRandomFileName()}");
        }

        public string Path { get; }

        public void Place() => File.Move(Path, _target, overwrite: true);

        public void Dispose() => File.Delete(Path);
    }
}

/// <summary>What an update of an index came to.</summary>
/// <param name="IsNew">Whether the server's index was another than the one here.</param>
public sealed record IndexUpdate(ChartRepository Repository, int Charts, int Versions, SkippedEntries Skipped, bool IsNew)
{
    internal IndexUpdate(ChartRepository repository, CompactHead head, bool IsNew)
        : this(repository, head.Charts, head.Versions, head.Skipped, IsNew)
    {
    }
}
