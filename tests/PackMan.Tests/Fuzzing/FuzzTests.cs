using PackMan.Fuzz;
using PackMan.Fuzz.Targets;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Fuzzing;

/// <summary>A short run of the fuzzer with a fixed seed, longer with `PACKMAN_SAMPLES`; `tests/PackMan.Fuzz` is the long one.</summary>
public sealed class FuzzTests
{
    private static readonly FuzzOptions Short = new() { Seed = 7, Steps = 200 };

    public static TheoryData<string> Targets => new(AllTargets.Create().Select(target => target.Name));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Random_input_breaks_nothing(string name)
    {
        var options = Short with { Steps = SampleCounts.Or(200) };
        var run = new FuzzRun(options, [.. AllTargets.Create().Where(target => target.Name == name)], TextWriter.Null);

        run.Run();

        run.Findings.Select(finding => finding.ToString()).ShouldBeEmpty();
        run.Steps.ShouldBe(options.Steps);
    }

    [Fact]
    public void A_fault_is_found_told_once_and_made_small()
    {
        var talk = new StringWriter();
        var run = new FuzzRun(Short, [new Faulty()], talk);

        run.Run();

        var finding = run.Findings.ShouldHaveSingleItem();
        finding.Input.ShouldBe([42]);
        finding.Fault.ShouldStartWith("InvalidOperationException: boom");
        talk.ToString().ShouldContain($"--target faulty --seed 7 --step {finding.Step}");
    }

    private sealed class Faulty : IFuzzTarget
    {
        public string Name => "faulty";

        public byte[] Make(Random random)
        {
            var bytes = new byte[random.Next(1, 100)];
            random.NextBytes(bytes);
            return bytes;
        }

        public void Run(byte[] input, CancellationToken cancellationToken)
        {
            if (input.Contains((byte)42))
            {
                throw new InvalidOperationException("boom");
            }
        }
    }
}
