using PackMan.Cluster.Releases;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Releases;

public sealed class RecordPartsTests
{
    [Theory]
    [InlineData(10, 1)]
    [InlineData(675 * 1024, 1)]
    [InlineData(675 * 1024 + 1, 2)]
    [InlineData(3_000_000, 5)]
    public void Parts_fit_a_secret_and_join_to_the_same_bytes(int size, int count)
    {
        var record = Enumerable.Range(0, size).Select(i => (byte)(i * 31)).ToArray();

        var parts = RecordParts.Split(record);

        parts.Length.ShouldBe(count);
        parts.ShouldAllBe(part => part.Length * 4 / 3 < 1024 * 1024);
        RecordParts.Join(parts.Select(part => part.ToArray()), RecordParts.Digest(record)).ShouldBe(record);
    }

    [Fact]
    public void A_swapped_part_is_noticed()
    {
        var digest = RecordParts.Digest([1, 2, 3]);

        RecordParts.Join([[1, 2], [4]], digest).ShouldBeNull();
    }
}
