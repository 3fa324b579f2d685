using System.Text;
using PackMan.Distribution.Repositories;
using PackMan.Distribution.Repositories.Indexes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Repositories;

public sealed class IndexReaderTests
{
    private const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    // As Helm writes it, with what only a careful reader passes over.
    private const string Usual = $"""
        apiVersion: v1
        entries:
          store:
          - annotations:
              artifacthub.io/changes: |
                - kind: added
                  description: "an open quote
                version: 9.9.9
              note: "a long text that \
                goes on: here"
            apiVersion: v2
            appVersion: "1.10"
            created: "2026-01-02T03:04:05.123456789Z"
            dependencies:
            - name: redis
              repository: https://charts.example.org
              version: 17.x.x
            description: A store of things,
              with a second line
            digest: {Digest}
            keywords:
            - shop
            - things
            maintainers: []
            name: store
            type: application
            urls:
            - https://charts.example.org/store-1.10.0.tgz
            - store-1.10.0.tgz
            version: 1.10.0
          - name: store
            description: 'It''s a store'
            urls: [store-1.9.0.tgz]
            version: 1.9.0
          web:
          - name: web
            urls:
              - web-0.1.0.tgz
            version: 0.1.0+b.2
        generated: "2026-01-02T03:04:05Z"
        """;

    [Fact]
    public void Versions_are_found_newest_first_with_what_is_needed_to_fetch_them()
    {
        var content = Read(Usual);

        content.Charts.Keys.ShouldBe(["store", "web"]);
        content.VersionCount.ShouldBe(3);
        var store = content.Charts["store"];
        store.Select(version => version.Version.ToString()).ShouldBe(["1.10.0", "1.9.0"]);
        store[0].AppVersion.ShouldBe("1.10");
        store[0].Description.ShouldBe("A store of things, with a second line");
        store[0].Keywords.ShouldBe("shop things");
        store[0].Urls.ShouldBe(["https://charts.example.org/store-1.10.0.tgz", "store-1.10.0.tgz"]);
        store[0].Digest!.Hex.ShouldBe(Digest);
        store[1].Description.ShouldBe("It's a store");
        content.Charts["web"][0].Version.Build.ShouldBe("b.2");
    }

    [Theory]
    [InlineData("apiVersion: v1\nentries: {}\n")]
    [InlineData("apiVersion: v1\nentries:\ngenerated: x\n")]
    [InlineData("---\napiVersion: v1\nentries:\n  web: []\n")]
    [InlineData("# made by hand\napiVersion: v1\nentries:\n  web:\n  # the only one\n  - version: 1.0.0\n    urls:\n    - a\n")]
    [InlineData("apiVersion: v1\nentries:\n  web:\n  - version: 1.0.0\n    urls: []\n    description: |-\n      one\n\n      two\n  - {version: 2.0.0, urls: [a]}\n")]
    [InlineData("apiVersion: v1\nentries:\n  web:\n  - version: \"1.0.0\"\n    description: \"a \\\"b\\\" \\u00e9 \\\\ c: #d\n      and more\"\n    urls:\n    - \"a b\"\n")]
    [InlineData("apiVersion: v1\nentries:\n  web:\n    - version: 1.0.0\n      urls: \n        - a\n      other: >\n        version: 2.0.0\n      more: [a,\n        b]\n")]
    [InlineData("apiVersion: v1\r\nentries:\r\n  web:\r\n  - version: 1.0.0\r\n    urls:\r\n    - a\r\n")]
    [InlineData("apiVersion: v1\nentries:\n  web:\n  - version: 1.0.0 # the first\n    description: ~\n    urls:\n    - a\n  - version: 1.1.0\n    appVersion: 'x\n      y'\n    urls:\n    - a\n")]
    public void Both_ways_of_reading_YAML_see_the_same(string index)
    {
        var byParser = Tokens(new YamlIndexTokens(Stream(index)));

        string[] fast;
        try
        {
            fast = Tokens(new BlockIndexTokens(Stream(index)));
        }
        catch (UnusualYamlException)
        {
            // The parser reads it then, and nothing else may come of it.
            fast = byParser;
        }

        fast.ShouldBe(byParser);
        Describe(Read(index)).ShouldBe(Describe(Read(index.Replace("apiVersion: v1", "apiVersion: !!str v1", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_Helm_writes_is_read_without_the_parser() =>
        Tokens(new BlockIndexTokens(Stream(Usual.Replace("urls: [store-1.9.0.tgz]", "urls:\n    - store-1.9.0.tgz", StringComparison.Ordinal)))).Length.ShouldBeGreaterThan(60);

    [Fact]
    public void JSON_says_the_same_as_YAML()
    {
        const string json = """{"apiVersion":"v1","entries":{"web":[{"version":"1.0.0","urls":["a"],"deprecated":true,"annotations":{"n":1,"x":null},"appVersion":1.10,"keywords":["b","c"]}]}}""";

        var web = Read(json).Charts["web"].ShouldHaveSingleItem();

        (web.Version.ToString(), web.AppVersion, web.Keywords, web.Urls.Single()).ShouldBe(("1.0.0", "1.10", "b c", "a"));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("<!DOCTYPE html><html>log in", "it is a page of HTML, as servers show to log in")]
    [InlineData("just a text", "line 1: it is no map, so it is something else than an index")]
    [InlineData("a: 1\n", "it has no `apiVersion`, so it is something else than an index")]
    [InlineData("apiVersion: \"v1\nentries: {}\n", "it is no YAML")]
    [InlineData("apiVersion: v1\nother: [a,\nb]\n", "it is no YAML")]
    [InlineData("apiVersion: v1\nentries:\n  web: &a []\n  b: *a\n", "it has an alias, and indexes have none")]
    [InlineData("apiVersion: v1\nentries:\n  web: []\n  web: []\n", "line 4: the chart `web` stands in it twice")]
    [InlineData("apiVersion: v1\nentries: []\n", "`entries` is no map")]
    [InlineData("apiVersion: v1\nentries: {}\n---\na: 1\n", "a second document begins")]
    [InlineData("{\"apiVersion\":\"v1\",\"entries\":{\"web\":[", "it is no JSON")]
    [InlineData("{\"apiVersion\":\"v1\"} x", "it is no JSON")]
    public void What_is_no_index_is_refused_with_the_reason(string text, string reason) =>
        Should.Throw<IndexException>(() => Read(text)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("- urls: [a]", "an entry has no version")]
    [InlineData("- {version: four, urls: [a]}", "`four` is no semantic version")]
    [InlineData("- version: 1.0.0", "version `1.0.0` has no `urls`")]
    [InlineData("- {version: 1.0.0, urls: [a], digest: abc}", "the `digest` of version `1.0.0` is none of sha256")]
    [InlineData("- {version: 1.0.0, urls: [a], name: other}", "the entry of version `1.0.0` is of another chart, `other`")]
    [InlineData("- {version: 1.0.0, version: 1.0.0, urls: [a]}", "`version` of version `1.0.0` is said twice")]
    [InlineData("- null", "the entry is no map")]
    [InlineData("text", "what stands there is no list of versions")]
    public void An_entry_nobody_could_fetch_is_skipped_and_told(string entry, string reason)
    {
        var content = Read($"apiVersion: v1\nentries:\n  bad:\n    {entry}\n  web:\n  - version: 1.0.0\n    urls:\n    - a\n");

        content.Charts.Keys.ShouldBe(["web"]);
        content.Skipped.ShouldBe(new SkippedEntries(1, $"`bad`: {reason}"));
    }

    [Fact]
    public void Of_a_version_listed_twice_the_first_counts()
    {
        var content = Read("apiVersion: v1\nentries:\n  web:\n  - version: 1.0.0\n    urls:\n    - a\n  - version: 1.0.0\n    urls:\n    - b\n");

        content.Charts["web"].ShouldHaveSingleItem().Urls.ShouldBe(["a"]);
        content.Skipped.ShouldBe(new SkippedEntries(1, "`web`: the version `1.0.0` is listed twice"));
        content.VersionCount.ShouldBe(1);
    }

    [Fact]
    public void Versions_as_Helm_reads_them_are_versions_in_their_own_spelling()
    {
        var versions = new[] { "v1.2.0", "2024.01.05", "1.2.0", "1.2", "v2", "1.10" };
        var content = Read($"apiVersion: v1\nentries:\n  web:\n{string.Concat(versions.Select(version => $"  - version: \"{version}\"\n    urls: [a-{version}.tgz]\n"))}");

        content.Charts["web"].Select(version => version.Version.ToString()).ShouldBe(["2024.01.05", "v2", "1.10", "1.2.0", "1.2", "v1.2.0"]);
        content.Charts["web"].ShouldAllBe(version => version.Urls[0] == $"a-{version.Version}.tgz");
        content.Skipped.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData('[', 100_000, "it nests deeper than 64")]
    [InlineData('x', 3_000_000, "it has more than 1 MiB")]
    public void Depth_and_texts_are_bounded(char character, int count, string reason) =>
        Should.Throw<IndexException>(() => Read($"apiVersion: v1\nother: {new string(character, count)}\n")).Message.ShouldContain(reason);

    [Fact]
    public void The_compact_index_gives_back_what_it_was_made_from()
    {
        var content = Read(Usual);
        var path = Path.GetTempFileName();
        using (var output = new StreamWriter(path))
        {
            CompactIndex.Write(output, new CompactHead { Url = "https://charts.example.org/index.yaml", Source = new IndexStamp(12, 34), Validators = new IndexValidators("W/\"1\"", null), Charts = 2, Versions = 3 }, content);
        }

        var compact = CompactIndex.TryOpen(path)!;

        compact.Head.Source.ShouldBe(new IndexStamp(12, 34));
        compact.Head.Validators.ETag.ShouldBe("W/\"1\"");
        compact.ReadNames().ShouldBe(["store", "web"]);
        compact.ReadVersions("store").Concat(compact.ReadVersions("web")).Select(Describe).ShouldBe(content.Charts.Values.SelectMany(versions => versions).Select(Describe));
        compact.ReadVersions("stor").ShouldBeEmpty();
        File.Delete(path);
    }

    private static string Describe(IndexContent content) => string.Join('\n', content.Charts.Values.SelectMany(versions => versions).Select(Describe).Append(content.Skipped.ToString()));

    private static string Describe(IndexedVersion version) =>
        $"{version.Chart} {version.Version} {version.AppVersion} {version.Description} {version.Keywords} {version.Digest} {string.Join(' ', version.Urls)}";

    private static string[] Tokens(IndexTokens tokens)
    {
        var said = new List<string>();
        for (var token = tokens.Read(); token != IndexToken.End; token = tokens.Read())
        {
            said.Add(token == IndexToken.Text ? $"'{tokens.Text}'" : token.ToString());
        }

        return [.. said];
    }

    private static IndexContent Read(string text) => IndexReader.Read(() => Stream(text), "index.yaml");

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
