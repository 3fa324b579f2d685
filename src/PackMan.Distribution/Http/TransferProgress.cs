namespace PackMan.Distribution.Http;

/// <summary>How far a download or an upload has come.</summary>
/// <param name="Name">What is on its way, for people.</param>
/// <param name="Done">Bytes so far.</param>
/// <param name="Total">Bytes in all; null when unknown.</param>
public sealed record TransferProgress(string Name, long Done, long? Total);
