namespace PackMan.Fuzz;

/// <summary>A part of PackMan that takes what strangers wrote.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>An input; the same one for the same state of the random source.</summary>
    byte[] Make(Random random);

    /// <summary>Works on an input. It may refuse it with a <see cref="PackManException"/>; any other exception is a finding.</summary>
    void Run(byte[] input, CancellationToken cancellationToken);
}

/// <summary>Something that was done, and should not have been.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
