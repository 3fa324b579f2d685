using PackMan.Distribution.Cache;
using PackMan.Tests.Cluster;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Cache;

public sealed class ContentCacheTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly InstantTime _time = new();
    private readonly ContentCache _cache;

    public ContentCacheTests() => _cache = new ContentCache(Path.Combine(_folder.Path, "content"), _time);

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Content_is_found_by_its_digest()
    {
        var digest = _cache.Keep("hello"u8);

        Read(digest).ShouldBe("hello");
        _cache.Open(ContentDigest.Of("other"u8)).ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_content_is_as_good_as_none_until_sound_content_takes_its_place(bool isKnown)
    {
        var digest = _cache.Keep("hello"u8);
        File.WriteAllText(Files.Single(), "hullo");
        using var other = new ContentCache(_cache.Folder, _time);
        var reader = isKnown ? _cache : other;

        reader.Open(digest).ShouldBeNull();

        // It may be sound by now.
        File.ReadAllText(Files.Single()).ShouldBe("hullo");
        reader.Keep("hello"u8).ShouldBe(digest);
        Read(digest).ShouldBe("hello");
        File.ReadAllText(Files.Single()).ShouldBe("hello");
    }

    [Fact]
    public void What_was_found_can_be_read_though_others_remove_it()
    {
        var (kept, found) = (_cache.Keep("kept"u8), new ContentCache(_cache.Folder, _time).Keep("found"u8));
        _cache.Open(found)!.Dispose();
        using var other = new ContentCache(_cache.Folder, _time);

        other.Prune(DateTimeOffset.MaxValue).Count.ShouldBe(2);

        Files.ShouldBeEmpty();
        foreach (var (digest, text) in new[] { (kept, "kept"), (found, "found") })
        {
            Read(digest).ShouldBe(text);
            System.Text.Encoding.UTF8.GetString(_cache.ReadAll(digest)).ShouldBe(text);
            other.Open(digest).ShouldBeNull();
        }
    }

    [Fact]
    public void More_than_can_be_held_open_is_found_all_the_same()
    {
        var digests = Enumerable.Range(0, 600).Select(index => _cache.Keep(BitConverter.GetBytes(index))).ToList();

        for (var index = 0; index < digests.Count; index++)
        {
            _cache.ReadAll(digests[index]).ShouldBe(BitConverter.GetBytes(index));
        }
    }

    [Fact]
    public void Content_that_is_not_kept_leaves_nothing()
    {
        using (var incoming = _cache.Begin())
        {
            incoming.Write("half"u8);
        }

        Files.ShouldBeEmpty();
    }

    [Fact]
    public void Content_that_starts_anew_forgets_what_came_before()
    {
        using var incoming = _cache.Begin();
        incoming.Write("wrong"u8);
        incoming.Clear();
        incoming.Write("right"u8);

        Read(incoming.Keep()).ShouldBe("right");
    }

    [Fact]
    public void Pruning_takes_what_was_not_used_since()
    {
        var old = _cache.Keep("old"u8);
        var used = _cache.Keep("used"u8);
        _time.Advance(TimeSpan.FromDays(10));
        Read(used);
        var recent = _cache.Keep("recent"u8);

        _cache.Prune(_time.GetUtcNow().AddDays(-1)).Select(content => content.Digest).ShouldBe([old]);

        _cache.List().Select(content => content.Digest).ShouldBe([used, recent], ignoreOrder: true);
    }

    [Fact]
    public void Pruning_takes_what_an_interrupted_download_left()
    {
        var left = _folder.File("content/incoming/abc", "half").Path;
        File.SetLastWriteTimeUtc(Path.Combine(left, "content/incoming/abc"), _time.GetUtcNow().AddDays(-2).UtcDateTime);

        _cache.Prune(_time.GetUtcNow().AddDays(-1));

        Files.ShouldBeEmpty();
    }

    [Fact]
    public void Pruning_leaves_what_somebody_still_writes_however_long_he_pauses()
    {
        using var incoming = new ContentCache(_cache.Folder, _time).Begin();
        incoming.Write("slow"u8);
        File.SetLastWriteTimeUtc(Files.Single(), _time.GetUtcNow().AddDays(-2).UtcDateTime);

        _cache.Prune(DateTimeOffset.MaxValue);

        Read(incoming.Keep()).ShouldBe("slow");
    }

    [Fact]
    public async Task Many_may_fill_and_read_it_at_once()
    {
        var contents = Enumerable.Range(0, 20).Select(index => System.Text.Encoding.UTF8.GetBytes($"content {index}")).ToList();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            // Each of the eight is a cache of its own, as each process has.
            using var cache = new ContentCache(_cache.Folder, TimeProvider.System);
            foreach (var content in contents)
            {
                using var kept = cache.Open(cache.Keep(content));
                ContentDigest.Of(kept!).ShouldBe(ContentDigest.Of(content));
            }
        })));

        _cache.List().Count.ShouldBe(20);
        Files.Count().ShouldBe(20);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_says_where_and_what_to_do()
    {
        var error = Should.Throw<CacheException>(() => new ContentCache(_folder.File("file", "").Path + "/file/content", _time).Begin());

        error.Message.ShouldStartWith($"The cache `{_folder.Path}/file/content` cannot be written: ");
        error.Hint.ShouldContain("PACKMAN_CACHE_HOME");
    }

    private IEnumerable<string> Files => Directory.Exists(_cache.Folder) ? Directory.EnumerateFiles(_cache.Folder, "*", SearchOption.AllDirectories) : [];

    private string Read(ContentDigest digest)
    {
        using var reader = new StreamReader(_cache.Open(digest)!);
        return reader.ReadToEnd();
    }
}
