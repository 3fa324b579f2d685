using System.Globalization;

namespace PackMan.Fuzz;

/// <summary>What a run of the fuzzer was asked for.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = """
        Gives PackMan's parsers, templates and loaders random input and saves what breaks them.

          dotnet run --project tests/PackMan.Fuzz -- [--minutes 1] [--seed N] [--step N] [--steps N] [--target NAME] [--out FOLDER]

          --minutes  how long to go on
          --seed     the seed of everything random; a new one each time when left out
          --step     the step to begin at; alone with --seed and --target it repeats a finding
          --steps    how many steps to make at most
          --target   one of writer, templates, values, yaml, schemas, archives; all of them when left out
          --out      where findings are saved (artifacts/fuzz)
        """;

    public required int Seed { get; init; }

    public TimeSpan Time { get; init; } = TimeSpan.MaxValue;

    public long FirstStep { get; init; }

    public long Steps { get; init; } = long.MaxValue;

    /// <summary>Where findings are saved; null for nowhere.</summary>
    public string? Out { get; init; }

    /// <summary>The only target to run; null for all.</summary>
    public string? Target { get; init; }

    /// <exception cref="FormatException">The arguments are none of ours.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions { Seed = Random.Shared.Next(), Time = TimeSpan.FromMinutes(1), Out = Path.Combine("artifacts", "fuzz") };
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var text = i + 1 < arguments.Count ? arguments[i + 1] : throw new FormatException($"`{arguments[i]}` has no value");
            options = arguments[i] switch
            {
                "--minutes" => options with { Time = TimeSpan.FromMinutes(double.Parse(text, CultureInfo.InvariantCulture)) },
                "--seed" => options with { Seed = int.Parse(text, CultureInfo.InvariantCulture) },
                "--step" => options with { FirstStep = long.Parse(text, CultureInfo.InvariantCulture), Steps = 1 },
                "--steps" => options with { Steps = long.Parse(text, CultureInfo.InvariantCulture) },
                "--target" => options with { Target = text },
                "--out" => options with { Out = text },
                _ => throw new FormatException($"There is no `{arguments[i]}`"),
            };
        }

        return options;
    }
}
