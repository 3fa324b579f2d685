using PackMan.Cli.Output;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Output;

public sealed class TerminalPromptTests
{
    [Theory]
    [InlineData("ada\n", false, "ada", "Name: ada\n")]
    [InlineData("s3cret\n", true, "s3cret", "Name: \n")]
    [InlineData("adx\ba\n", false, "ada", "Name: adx\b \ba\n")]
    [InlineData("\b\ba\u0007\n", true, "a", "Name: \n")]
    [InlineData("ad\u0004", true, "ad", "Name: \n")]
    public async Task What_is_secret_never_shows(string typed, bool isSecret, string answer, string shown)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var keys = new Queue<char>(typed);

        var said = await new TerminalPrompt(error, () => Key(keys.Dequeue())).AskAsync("Name: ", isSecret, TestContext.Current.CancellationToken);

        (said, error.ToString()).ShouldBe((answer, shown));
    }

    [Fact]
    public async Task A_signal_ends_the_wait_for_a_key()
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var stop = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        var asking = new TerminalPrompt(error, () =>
        {
            stop.Cancel();
            never.Wait(TestContext.Current.CancellationToken);
            return Key('\n');
        }).AskAsync("Name: ", isSecret: true, stop.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        never.Set();
    }

    private static ConsoleKeyInfo Key(char character) => new(character, character switch { '\n' => ConsoleKey.Enter, '\b' => ConsoleKey.Backspace, _ => ConsoleKey.None }, shift: false, alt: false, control: false);
}
