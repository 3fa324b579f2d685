using System.Collections.Immutable;

namespace PackMan.Values;

/// <summary>What a user gave on the command line, each kind in its order (Helm's values flags).</summary>
public sealed record SuppliedValues
{
    public static SuppliedValues None { get; } = new();

    /// <summary>`-f/--values`: paths, URLs or `-` for standard input.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>`--set-json`: `path=json`, or one whole JSON object.</summary>
    public ImmutableArray<string> SetJson { get; init; } = [];

    public ImmutableArray<string> Set { get; init; } = [];

    public ImmutableArray<string> SetString { get; init; } = [];

    /// <summary>`--set-file`: `path=file`, the value is the file's text.</summary>
    public ImmutableArray<string> SetFile { get; init; } = [];

    public ImmutableArray<string> SetLiteral { get; init; } = [];

    public bool IsEmpty => Files.IsEmpty && SetJson.IsEmpty && Set.IsEmpty && SetString.IsEmpty && SetFile.IsEmpty && SetLiteral.IsEmpty;
}
