using PackMan.Distribution.Oci.Mirrors;
using PackMan.Distribution.References;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Oci;

public sealed class RegistryMirrorsTests : IDisposable
{
    private const string Team =
        """
        unqualified-search-registries = ["docker.io"]

        [[registry]]
        prefix = "registry.example.org/team"
        location = "store.internal:5000/copies"

        [[registry.mirror]]
        location = "near.internal/cache/team"
        insecure = true

        [[registry.mirror]]
        location = "far.internal"
        pull-from-mirror = "digest-only"

        [[registry]]
        location = "registry.example.org"

        [[registry.mirror]]
        location = "near.internal/all"

        [[registry]]
        prefix = "*.example.com"
        location = "proxy.internal/com"

        [[registry]]
        location = "localhost:5000"
        insecure = true

        [[registry]]
        prefix = "registry.example.net/closed"
        blocked = true
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("registry.example.org/team/web", "near.internal/cache/team/web plain, store.internal:5000/copies/web")]
    [InlineData("registry.example.org/team/charts/web", "near.internal/cache/team/charts/web plain, store.internal:5000/copies/charts/web")]
    [InlineData("registry.example.org/teams/web", "near.internal/all/teams/web, itself")]
    [InlineData("REGISTRY.example.org/web", "near.internal/all/web, itself")]
    [InlineData("charts.example.com/web", "proxy.internal/com/web")]
    [InlineData("example.com/web", "itself")]
    [InlineData("registry.example.org.evil.net/team/web", "itself")]
    [InlineData("localhost:5000/web", "itself plain")]
    [InlineData("other.example.net/web", "itself")]
    public void The_longest_prefix_says_where_to_look(string repository, string places) => Places(Team, repository, isPinned: false).ShouldBe(places);

    [Fact]
    public void What_a_digest_names_may_come_from_further_mirrors() =>
        Places(Team, "registry.example.org/team/web", isPinned: true).ShouldBe("near.internal/cache/team/web plain, far.internal/web, store.internal:5000/copies/web");

    [Fact]
    public void Mirrors_can_be_for_digests_alone() => Places(
        """
        [[registry]]
        location = "a.example.org"
        mirror-by-digest-only = true
        [[registry.mirror]]
        location = "b.example.org"
        """,
        "a.example.org/web",
        isPinned: false).ShouldBe("itself");

    [Fact]
    public void A_blocked_place_is_refused() =>
        Should.Throw<MirrorsFileException>(() => Places(Team, "registry.example.net/closed/web", isPinned: false)).Message.ShouldContain("blocks `registry.example.net/closed`, and `registry.example.net/closed/web` lies there");

    [Theory]
    [InlineData("[[registry]", "is no TOML: line 1")]
    [InlineData("[registry]\nlocation = 'a.example.org'", "has a `registry` that is no list of tables: write `[[registry]]`")]
    [InlineData("[[registry]]\ninsecure = true", "says neither `prefix` nor `location` in `registry[0]`")]
    [InlineData("[[registry]]\nlocation = 5000", "has a `registry[0].location` that is no string")]
    [InlineData("[[registry]]\nlocation = 'https://a.example.org'", "says `https://a.example.org` in `registry[0].location`, which is no host with or without a path")]
    [InlineData("[[registry]]\nprefix = '*.example.org/team'", "has a path behind `*` in `registry[0].prefix`")]
    [InlineData("[[registry]]\nlocation = 'a.example.org'\n[[registry.mirror]]\ninsecure = true", "says no `location` in `registry[0].mirror[0]`")]
    [InlineData("[[registry]]\nlocation = 'a.example.org'\nblocked = 'yes'", "has a `registry[0].blocked` that is neither `true` nor `false`")]
    [InlineData("[[registry]]\nlocation = 'a.example.org'\n[[registry.mirror]]\nlocation = 'b.example.org'\npull-from-mirror = 'digests'", "says `digests` in `registry[0].mirror[0].pull-from-mirror`, which is `all`, `digest-only` or `tag-only`")]
    public void A_file_that_makes_no_sense_is_refused_with_the_place(string toml, string reason) =>
        Should.Throw<MirrorsFileException>(() => Places(toml, "a.example.org/web", isPinned: false)).Message.ShouldStartWith($"`{File}` {reason}");

    [Fact]
    public void A_file_that_is_not_there_is_told() => Should.Throw<MirrorsFileException>(() => new MirrorsFile(File).Read()).Message.ShouldStartWith($"`{File}` cannot be read: ");

    private string File => Path.Combine(_folder.Path, "registries.conf");

    private string Places(string toml, string repository, bool isPinned)
    {
        System.IO.File.WriteAllText(File, toml);
        return string.Join(", ", new MirrorsFile(File).Read().PlacesOf(OciReference.ParsePlace(repository), isPinned)
            .Select(place => (place.IsMirror ? place.Repository.ToString() : "itself") + (place.IsPlain ? " plain" : "")));
    }
}
