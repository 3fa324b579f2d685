namespace PackMan.Distribution.Oci;

/// <summary>
/// A tag that several people add to. A registry replaces it whole and has no conditional requests, so that two who add at once may undo each
/// other: what was written is read back, and added again where it is gone. One who writes after that, from what was read before, still undoes it.
/// </summary>
internal static class ContestedTag
{
    private const int Attempts = 5;

    /// <param name="addAsync">Reads the tag and writes it with the addition; false when the addition is there already.</param>
    /// <exception cref="RegistryException">Others undid it each time.</exception>
    public static async Task AddAsync(RegistryClient client, string tag, Func<Task<bool>> addAsync)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!await addAsync())
            {
                return;
            }
        }

        throw new RegistryException(client.Errors.Purpose, $"what is added to the tag `{tag}` is gone when it is read back", "Others seem to write the tag at the same time; run the command again");
    }
}
