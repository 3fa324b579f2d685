namespace PackMan.Origins;

/// <summary>What becomes of supplied values that no template reads.</summary>
public enum UnreadPolicy
{
    /// <summary>They are told.</summary>
    Warn,

    /// <summary>They are an error, before anything is written.</summary>
    Refuse,

    /// <summary>Nothing.</summary>
    Ignore,
}
