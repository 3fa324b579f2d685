using System.Runtime.CompilerServices;
using Shouldly;

namespace PackMan.Tests;

/// <summary>
/// Compares what a person or a cluster reads with a committed file in `Goldens/` beside the test. `PACKMAN_ACCEPT_GOLDENS=1`
/// accepts new text and is refused in CI; a mismatch leaves a `.received.` file.
/// </summary>
internal static class Golden
{
    public static void Verify(string actual, string name, string extension = "txt", [CallerFilePath] string testFile = "") =>
        VerifyFile(actual, Path.Combine(Path.GetDirectoryName(testFile)!, "Goldens", $"{name}.verified.{extension}"));

    public static void VerifyFile(string actual, string verifiedPath)
    {
        var text = actual.ReplaceLineEndings("\n");
        // Documentation is verified in its place, without `.verified.` in its name.
        var receivedPath = Path.ChangeExtension(verifiedPath.Replace(".verified.", ".", StringComparison.Ordinal), $".received{Path.GetExtension(verifiedPath)}");
        if (File.Exists(verifiedPath) && File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") == text)
        {
            File.Delete(receivedPath);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(verifiedPath)!);
        if (Environment.GetEnvironmentVariable("PACKMAN_ACCEPT_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(verifiedPath, text);
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, text);
        var expected = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : "(no golden yet)";
        text.ShouldBe(expected, $"{Path.GetFileName(verifiedPath)} differs; accept with PACKMAN_ACCEPT_GOLDENS=1");
    }
}
