using System.Text;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Locking;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Locking;

public sealed class ChartLockTests
{
    private static readonly string Digest = "sha256:" + new string('a', 64);

    private static readonly ChartDependency[] Requirements =
    [
        new() { Name = "cache", Version = ">= 1.2, < 2", Repository = "oci://r.example/charts", Alias = "store", Tags = ["fast"], Condition = "store.enabled" },
        new() { Name = "mid", Version = "*", Repository = "file://../mid" },
    ];

    private static readonly ChartLock Locked = new()
    {
        PinsContent = true,
        Generated = "2026-11-27T08:00:00Z",
        Dependencies =
        [
            new LockedDependency { Name = "cache", Version = "1.4.2", Repository = "oci://r.example/charts", Digest = Digest, ContentDigest = Digest },
            new LockedDependency
            {
                Name = "mid",
                Version = "0.1.0",
                Repository = "file://../mid",
                ContentDigest = Digest,
                Dependencies = [new LockedDependency { Name = "common", Version = "1.0.0+7", Repository = "https://charts.example", Digest = Digest, ContentDigest = Digest }],
            },
        ],
    };

    [Fact]
    public void A_lock_is_written_for_Helm_and_for_us() => Golden.Verify(ChartLockText.Write(Locked, [.. Requirements]), "ChartLockTests.Lock");

    [Fact]
    public void A_lock_reads_back_as_it_was_written()
    {
        var read = Read(ChartLockText.Write(Locked, [.. Requirements]));

        read.PinsContent.ShouldBeTrue();
        ChartLockText.Write(read, [.. Requirements]).ShouldBe(ChartLockText.Write(Locked, [.. Requirements]));
        read.Dependencies[1].All.Select(entry => entry.FileName).ShouldBe(["mid-0.1.0.tgz", "common-1.0.0+7.tgz"]);
    }

    [Fact]
    public void A_lock_of_Helm_pins_versions_alone()
    {
        var read = Read("dependencies:\n- name: cache\n  repository: https://charts.example\n  version: 1.4.2\ndigest: sha256:12\ngenerated: \"2024-01-02T03:04:05.678+01:00\"\n");

        read.PinsContent.ShouldBeFalse();
        read.Dependencies.Single().ShouldSatisfyAllConditions(entry => entry.Version.ShouldBe("1.4.2"), entry => entry.IsPinned.ShouldBeFalse());
    }

    [Theory]
    [InlineData("artifacts:\n- name: ../../evil\n  version: 1.0.0\n", "`artifacts[0].name` cannot be `../../evil`")]
    [InlineData("artifacts:\n- name: cache\n  version: ^1\n", "`artifacts[0].version` is `^1`, which is no semantic version")]
    [InlineData("artifacts:\n- name: cache\n  version: 1.0.0\n  digest: sha256:12\n", "`artifacts[0].digest` is `sha256:12`, which is no digest")]
    [InlineData("artifacts: 5\n", "`artifacts` must be a list, not a number")]
    [InlineData("artifacts:\n- name: cache\n  version: 1.0.0\n  dependencies:\n  - name: a\n", "`artifacts[0].dependencies[0].version` is missing")]
    public void What_is_wrong_in_a_lock_is_told_at_its_place(string text, string message)
    {
        var error = Should.Throw<ChartFileException>(() => Read(text));

        error.Message.ShouldContain(message);
        error.Frame.File.ShouldBe("web/Chart.lock");
    }

    [Fact]
    public void A_lock_deeper_than_charts_may_lie_in_each_other_is_refused()
    {
        var text = new StringBuilder("artifacts:\n");
        for (var depth = 0; depth < 12; depth++)
        {
            var blanks = new string(' ', depth * 2);
            text.Append($"{blanks}- name: c{depth}\n{blanks}  version: 1.0.0\n{blanks}  dependencies:\n");
        }

        Should.Throw<ChartFileException>(() => Read(text.ToString())).Message.ShouldContain("one entry too many");
    }

    private static ChartLock Read(string text)
    {
        using var archive = new MemoryStream(TestArchive.Chart().File("web/Chart.lock", text).Pack());
        return ChartLock.Of(ChartLoader.LoadArchive(archive, "web"))!;
    }
}
