using System.Text;
using PackMan.Cli;
using PackMan.Cli.Output;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Output;

public sealed class StandardStreamTests
{
    public static TheoryData<Exception, string> Failures { get; } = new()
    {
        { new IOException("No space left on device"), "No space left on device" },
        { new UnauthorizedAccessException("Access to the path is denied.", new IOException("Bad file descriptor")), "Bad file descriptor" },
    };

    [Fact]
    public void What_is_written_arrives()
    {
        using var inner = new MemoryStream();
        using var writer = Writer(new StandardStream(inner, "standard output"));

        writer.Write("répons");

        Encoding.UTF8.GetString(inner.ToArray()).ShouldBe("répons");
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_output_that_cannot_be_written_is_no_bug_of_PackMan(Exception failure, string reason)
    {
        using var writer = Writer(new StandardStream(new FailingStream(failure), "standard output"));
        using var error = new StringWriter();

        new ErrorReport(error, Palette.None).Write(Should.Throw<OutputException>(() => writer.Write("NAME"))).ShouldBe(ExitCodes.Failed);

        error.ToString().ShouldStartWith($"error: Cannot write to standard output: {reason}\n");
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_error_stream_that_cannot_be_written_stops_no_operation(Exception failure, string reason)
    {
        using var writer = Writer(new StandardStream(new FailingStream(failure), name: null));

        Should.NotThrow(() => writer.Write("created configmap/default/web"), reason);
    }

    private static StreamWriter Writer(Stream stream) => new(stream) { AutoFlush = true };

    private sealed class FailingStream(Exception failure) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw failure;

        public override void Write(ReadOnlySpan<byte> buffer) => throw failure;
    }
}
