using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace PackMan.Distribution.Cache;

/// <summary>
/// The content that this process has found or brought in, held open: it can be read again whatever others remove meanwhile. Open files are
/// limited, so beyond a good many the rest is looked up anew.
/// </summary>
internal sealed class HeldContents : IDisposable
{
    private const int MaxFiles = 256;

    private readonly ConcurrentDictionary<ContentDigest, SafeFileHandle> _files = new();

    /// <summary>Content that is held, from its start.</summary>
    public ContentReader? TryOpen(ContentDigest digest) => _files.TryGetValue(digest, out var file) ? new ContentReader(file, ownsFile: false) : null;

    /// <summary>Holds what is read.</summary>
    public void Hold(ContentDigest digest, ContentReader content)
    {
        if (_files.Count < MaxFiles && content.Release() is { } file)
        {
            _files[digest] = file;
        }
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }
}
