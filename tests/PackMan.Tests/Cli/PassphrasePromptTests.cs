using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Distribution.Oci;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>Who sits at a terminal is asked for the passphrase of a key, and for nothing that was given already.</summary>
public sealed class PassphrasePromptTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<string> _questions = [];
    private readonly Queue<string> _answers = new();

    public PassphrasePromptTests() => File.WriteAllBytes(Path.Combine(_folder.Path, "web-1.2.3.tgz"), RegistryLab.Archive());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_key_takes_what_is_typed_twice_and_opens_with_it()
    {
        (await RunAsync("packman generate-key release", "opensesame", "opensesame")).ExitCode.ShouldBe(0);
        var signed = await RunAsync("packman sign web-1.2.3.tgz --key release.key", "opensesame");

        signed.ExitCode.ShouldBe(0, signed.ToString());
        _questions.ShouldBe(["Passphrase for `release.key`: ", "Once more: ", "Passphrase of `release.key`: "]);
        (signed.Output + signed.Error).ShouldNotContain("opensesame");
        File.ReadAllText(Path.Combine(_folder.Path, "release.key")).ShouldContain("BEGIN ENCRYPTED PRIVATE KEY");
    }

    [Fact]
    public async Task What_is_typed_differently_makes_no_key()
    {
        var spoken = await RunAsync("packman generate-key release", "opensesame", "opensesane");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldStartWith("error: The two passphrases are not the same\n");
        Directory.GetFiles(_folder.Path, "release.*").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_answer_makes_no_key()
    {
        var spoken = await RunAsync("packman generate-key release", "");

        spoken.Error.ShouldStartWith("error: A private key needs a passphrase\n");
        Directory.GetFiles(_folder.Path, "release.*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_answer_signs_nothing()
    {
        await RunAsync("packman generate-key release", "opensesame", "opensesame");

        var spoken = await RunAsync("packman sign web-1.2.3.tgz --key release.key", "wr0ng");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("`release.key` cannot be decrypted: the passphrase is wrong");
        spoken.Error.ShouldNotContain("wr0ng");
        File.Exists(Path.Combine(_folder.Path, "web-1.2.3.tgz.sig")).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_is_asked_for_what_a_file_gives_or_a_plain_key_does_not_need()
    {
        _folder.File("passphrase.txt", "opensesame\n");
        await RunAsync("packman generate-key release --passphrase-file passphrase.txt");
        await RunAsync("packman generate-key plain --no-passphrase");

        (await RunAsync("packman sign web-1.2.3.tgz --key plain.key")).ExitCode.ShouldBe(0);
        (await RunAsync("packman sign web-1.2.3.tgz --key release.key --passphrase-file passphrase.txt")).ExitCode.ShouldBe(0);

        _questions.ShouldBeEmpty();
    }

    private Task<Spoken> RunAsync(string line, params string[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        return new Session { IsReal = true, Time = TimeProvider.System, CurrentDirectory = _folder.Path, Ask = AnswerAsync }.RunAsync(line);
    }

    private Task<string> AnswerAsync(string question, bool isSecret, CancellationToken cancellationToken)
    {
        isSecret.ShouldBeTrue("a passphrase must not show");
        _questions.Add(question);
        return Task.FromResult(_answers.Dequeue());
    }
}
