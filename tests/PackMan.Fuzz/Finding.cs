namespace PackMan.Fuzz;

/// <summary>An input that broke a promise, and how to have it again.</summary>
/// <param name="Target">What was given the input.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Step">The step of the run, from 0.</param>
/// <param name="Fault">What went wrong, in one line; equal faults are one finding.</param>
/// <param name="Detail">The exception with its stack.</param>
/// <param name="Input">The input, made as small as it could be.</param>
internal sealed record Finding(string Target, int Seed, long Step, string Fault, string Detail, byte[] Input)
{
    public override string ToString() => $"{Target}: {Fault} (again with `--target {Target} --seed {Seed} --step {Step}`)";

    /// <summary>Writes the input, and beside it what it did.</summary>
    public void SaveTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Target}-{Seed}-{Step}");
        File.WriteAllBytes(path + ".input", Input);
        File.WriteAllText(path + ".txt", $"{this}\n\n{Detail}\n");
    }
}
