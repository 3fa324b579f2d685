namespace PackMan.Actions.Rollback;

/// <summary>What a rollback was asked to do.</summary>
public sealed record RollbackOptions
{
    public required OperationOptions Operation { get; init; }

    /// <summary>The revision to go back to; null for the last good one.</summary>
    public int? Revision { get; init; }
}
