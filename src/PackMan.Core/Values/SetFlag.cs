namespace PackMan.Values;

/// <summary>The flags of Helm's `--set` family, which share a way to name a value and differ in how they read it.</summary>
internal enum SetFlag
{
    /// <summary>`--set`: true, false, null and integers are typed, the rest is text.</summary>
    Set,

    /// <summary>`--set-string`: always text.</summary>
    SetString,

    /// <summary>`--set-file`: the path of a file whose text is the value.</summary>
    SetFile,

    /// <summary>`--set-json`: a JSON value.</summary>
    SetJson,

    /// <summary>`--set-literal`: everything behind the first `=`, without escapes and lists.</summary>
    SetLiteral,
}

internal static class SetFlags
{
    public static string Name(this SetFlag flag) => flag switch
    {
        SetFlag.SetString => "--set-string",
        SetFlag.SetFile => "--set-file",
        SetFlag.SetJson => "--set-json",
        SetFlag.SetLiteral => "--set-literal",
        _ => "--set",
    };
}
