using PackMan.Cli;
using PackMan.Cli.Output;
using PackMan.Distribution.Http;
using PackMan.Tests.Fakes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Output;

public sealed class TransferTalkTests : IDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public void A_large_transfer_has_one_line_that_goes_when_it_is_done()
    {
        using var talk = Talk();

        talk.Report(new TransferProgress("web", 3 * Mebibyte, 40 * Mebibyte));
        talk.Report(new TransferProgress("web", 40 * Mebibyte, 40 * Mebibyte));

        _error.ToString().ShouldBe("web: 3.0 of 40.0 MiB\r\e[K");
    }

    [Fact]
    public void A_line_stays_no_longer_than_the_command_that_failed()
    {
        using (var talk = Talk())
        {
            talk.Report(new TransferProgress("web", 3 * Mebibyte, null));
        }

        _error.ToString().ShouldBe("web: 3.0 MiB\r\e[K");
    }

    [Fact]
    public void A_small_transfer_is_over_before_anyone_could_read_of_it()
    {
        using var talk = Talk();

        talk.Report(new TransferProgress("web", 1000, 2000));
        talk.Report(new TransferProgress("web", 2000, 2000));

        _error.ToString().ShouldBe("");
    }

    [Fact]
    public void Not_every_piece_is_worth_a_new_line()
    {
        using var talk = Talk();

        talk.Report(new TransferProgress("web", 3 * Mebibyte, 40 * Mebibyte));
        talk.Report(new TransferProgress("web", 4 * Mebibyte, 40 * Mebibyte));

        _error.ToString().ShouldBe("web: 3.0 of 40.0 MiB");
    }

    private TransferTalk Talk() => new(_error, Palette.None, new TerminalFacts(false, IsErrorTerminal: true, 80), new FixedTime());
}
