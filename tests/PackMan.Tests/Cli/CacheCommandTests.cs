using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;
using PackMan.Distribution.Cache;
using PackMan.Tests.Cluster;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class CacheCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly InstantTime _time = new();
    private readonly ContentCache _cache;
    private readonly Session _session;

    public CacheCommandTests()
    {
        _cache = new ContentCache(Path.Combine(_folder.Path, "content"), _time);
        _session = new Session { IsReal = true, Time = _time };
        using var archive = new MemoryStream(TestArchive.Chart().Pack());
        _cache.Keep(ChartPackage.Of(ChartLoader.LoadArchive(archive, "web.tgz")).Content.Span);
        _time.Advance(TimeSpan.FromDays(40));
        _cache.Keep("something else"u8);
    }

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_the_cache_holds_is_listed_and_pruned()
    {
        var said = await _session.RunAllAsync(
            Line("packman cache list"),
            Line("packman cache ls -o json"),
            Line("packman cache prune --dry-run"),
            Line("packman cache prune -o json"),
            Line("packman cache list"),
            Line("packman cache prune --all"),
            Line("packman cache prune"));

        Golden.Verify(said.Replace(_folder.Path, "[TEMP]", StringComparison.Ordinal), "CacheCommandTests.ListAndPrune");
        _cache.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task Looking_is_no_use()
    {
        var before = _cache.List();
        _time.Advance(TimeSpan.FromDays(1));

        await _session.RunAsync(Line("packman cache list"));

        _cache.List().ShouldBe(before);
    }

    [Fact]
    public async Task Pruning_everything_leaves_what_comes_in_at_this_moment()
    {
        using var incoming = new ContentCache(_cache.Folder, TimeProvider.System).Begin();
        incoming.Write("half"u8);

        await new Session { IsReal = true, Time = TimeProvider.System }.RunAsync(Line("packman cache prune --all"));

        var digest = incoming.Keep();
        _cache.List().Single().Digest.ShouldBe(digest);
    }

    private string Line(string line) => $"{line} --content-cache {_cache.Folder}";
}
