using PackMan.Cli;
using PackMan.Cli.Output;
using PackMan.Live;
using PackMan.Manifests;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Output;

public sealed class OperationTalkTests
{
    private static readonly ObjectReference Web = new(new ObjectIdentity("apps", "Deployment", "shop", "web"), "v1");
    private static readonly ObjectReference Job = new(new ObjectIdentity("batch", "Job", "shop", "job"), "v1");

    [Fact]
    public void A_log_gets_a_line_for_each_new_state() => Say(TerminalFacts.None).ShouldBe(
        "waiting for deployment/shop/web: 0 of 3\nwaiting for deployment/shop/web: 1 of 3\nwaiting for job/shop/job: it runs\nheed this\n"
        .Replace("heed", "warning: heed", StringComparison.Ordinal)
        + "done deployment/shop/web: all 3\nfailed job/shop/job: it failed\n");

    [Fact]
    public void A_terminal_has_one_line_that_lives() => Say(new TerminalFacts(true, true, 44)).Replace("\r\e[K", "<", StringComparison.Ordinal).ShouldBe(
        "waiting for deployment/shop/web: 0 of 3"
        + "<waiting for deployment/shop/web: 0 of 3"
        + "<waiting for deployment/shop/web: 1 of 3"
        + "<waiting for 2 objects, deployment/shop/web:"
        + "<warning: heed this\nwaiting for 2 objects, deployment/shop/web:"
        + "<done deployment/shop/web: all 3\nwaiting for job/shop/job: it runs"
        + "<failed job/shop/job: it failed\n");

    private static string Say(TerminalFacts terminal)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using (var talk = new OperationTalk(error, Palette.None, terminal))
        {
            talk.Progress(new ObjectProgress(Web, new ReadinessState.Waiting("0 of 3")));
            talk.Progress(new ObjectProgress(Web, new ReadinessState.Waiting("0 of 3")));
            talk.Progress(new ObjectProgress(Web, new ReadinessState.Waiting("1 of 3")));
            talk.Progress(new ObjectProgress(Job, new ReadinessState.Waiting("it runs")));
            talk.Warn("heed this");
            talk.Progress(new ObjectProgress(Web, new ReadinessState.Ready("all 3")));
            talk.Progress(new ObjectProgress(Job, new ReadinessState.Failed("it failed")));
        }

        return error.ToString();
    }
}
