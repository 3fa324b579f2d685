using PackMan.Cli;
using PackMan.Cli.Output;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class ErrorReportTests
{
    [Fact]
    public void Place_include_chain_and_hint_follow_the_message()
    {
        var frame = new CodeFrame("web/templates/_app.yaml", 12, 3, "\ta: {{ values.x }}", 4)
        {
            Callers = [new CodeFrame("web/templates/deployment.yaml", 4, 1), new CodeFrame("web/templates/all.yaml", 1, 9)],
        };

        Write(new Failure("`values.x` does not exist", frame, "Did you mean `values.y`?")).ShouldBe("""
            error: `values.x` does not exist
              --> web/templates/_app.yaml:12:3
                  |
               12 | 	a: {{ values.x }}
                  | 	 ^^^^
              included from web/templates/deployment.yaml:4:1
              included from web/templates/all.yaml:1:9

            hint: Did you mean `values.y`?

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void A_long_line_is_cut_around_the_column()
    {
        var text = Write(new Failure("wrong", new CodeFrame("values.yaml", 1, 501, $"{new string('a', 500)}X{new string('b', 500)}"), null));

        text.ShouldContain($"…{new string('a', 60)}X{new string('b', 59)}…");
        text.Split('\n')[4].IndexOf('^', StringComparison.Ordinal).ShouldBe(text.Split('\n')[3].IndexOf('X', StringComparison.Ordinal));
    }

    [Fact]
    public void Control_characters_of_others_cannot_reach_the_terminal() =>
        Write(new Failure("evil \e]0;title\a text", null, null)).ShouldBe("error: evil \\x1b]0;title\\x07 text\n");

    [Fact]
    public void Only_a_bug_shows_its_stack()
    {
        Write(new Failure("known", null, null)).ShouldNotContain("Failure");
        Write(new InvalidOperationException("surprise")).ShouldSatisfyAllConditions(
            text => text.ShouldStartWith("error: PackMan has a bug: surprise\n"),
            text => text.ShouldContain("System.InvalidOperationException"));
    }

    [Fact]
    public void Cancelling_has_an_exit_code_of_its_own()
    {
        using var error = new StringWriter();
        var report = new ErrorReport(error, Palette.None);

        report.Write(new OperationCanceledException(), isCancelled: true).ShouldBe(ExitCodes.Cancelled);
        report.Write(new Failure("Revision 2 failed", null, null), isCancelled: true).ShouldBe(ExitCodes.Cancelled);
        report.Write(new Failure("Revision 2 failed", null, null)).ShouldBe(ExitCodes.Failed);
        error.ToString().ReplaceLineEndings("\n").ShouldStartWith("error: Cancelled\nerror: Revision 2 failed\n");
    }

    [Fact]
    public void Debug_tells_the_causes()
    {
        using var error = new StringWriter { NewLine = "\n" };

        new ErrorReport(error, Palette.None, isDebug: true).Write(new Failure("outer", null, null, new IOException("disk full")));

        error.ToString().ShouldBe("error: outer\n  caused by IOException: disk full\n");
    }

    private static string Write(Exception exception)
    {
        using var error = new StringWriter { NewLine = "\n" };
        new ErrorReport(error, Palette.None).Write(exception);
        return error.ToString();
    }

    private sealed class Failure(string message, CodeFrame? frame, string? hint, Exception? cause = null) : PackManException(message, cause)
    {
        public override CodeFrame? Frame => frame;

        public override string? Hint => hint;
    }
}
