using System.Diagnostics;
using System.Globalization;
using PackMan.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Loading;

/// <summary>git itself says what its rules mean: random patterns leave the same files in for both.</summary>
public sealed class IgnoreRulesAgainstGitTests
{
    private const string IgnoreFile = ".packmanignore";
    private const int Seed = 20_260_701;

    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("PACKMAN_IGNORE_CASES") ?? "150", CultureInfo.InvariantCulture);

    private static readonly string[] Names = ["a", "b", "ab", "abc", "a b", "a ", " a", ".a", "#a", "!a", "a*", "[a]", "a-b", "A1", "]", "c.txt", "-"];

    private static readonly string[] Pieces =
    [
        "a", "b", "c", "ab", "1", ".", "-", " ", "\t", "*", "*", "**", "**/", "/**", "/", "/", "?", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[[:alpha:]]",
        "[![:digit:]]", "[", "]", "[a", "\\", "\\a", "\\*", "\\ ", "\\[", "!", "#", "\\!", "\\#", ".txt", "c.txt", "[c-a]", "[\\]]", "[a\\-c]", "[[:nope:]]", "[--0]",
    ];

    [Fact]
    public void Random_patterns_leave_in_what_git_leaves_in()
    {
        using var folder = new TestFolder();
        var random = new Random(Seed);
        for (var i = 0; i < Cases; i++)
        {
            Write(folder, $"case{i}", random);
        }

        var theirs = AskGit(folder.Path).ToLookup(path => path[..path.IndexOf('/', StringComparison.Ordinal)], path => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..]);

        for (var i = 0; i < Cases; i++)
        {
            var path = Path.Combine(folder.Path, $"case{i}");
            var ours = ChartFolder.Read(path, "web", new LoadBudget(ChartLimits.Default), CancellationToken.None).Select(file => file.Path);
            ours.ShouldBe(theirs[$"case{i}"].Order(StringComparer.Ordinal), Describe(path));
        }
    }

    private static void Write(TestFolder folder, string name, Random random)
    {
        foreach (var path in Enumerable.Range(0, 24).Select(_ => RandomPath(random)).Distinct(StringComparer.Ordinal))
        {
            if (!Directory.Exists(Path.Combine(folder.Path, name, path)) && !HasFileAbove(Path.Combine(folder.Path, name), path))
            {
                folder.File($"{name}/{path}", "");
            }
        }

        folder.File($"{name}/{IgnoreFile}", RandomPatterns(random, 4));
        foreach (var inner in Directory.GetDirectories(Path.Combine(folder.Path, name)).Where(_ => random.Next(4) == 0).ToArray())
        {
            File.WriteAllText(Path.Combine(inner, IgnoreFile), RandomPatterns(random, 2));
        }
    }

    private static bool HasFileAbove(string root, string path)
    {
        for (var above = Path.GetDirectoryName(path); !string.IsNullOrEmpty(above); above = Path.GetDirectoryName(above))
        {
            if (File.Exists(Path.Combine(root, above)))
            {
                return true;
            }
        }

        return false;
    }

    private static string RandomPath(Random random) =>
        string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)]));

    private static string RandomPatterns(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => (random.Next(5) == 0 ? "!" : "")
            + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)])) + "\n"));

    private static string[] AskGit(string folder)
    {
        using var home = new TestFolder();
        Git(folder, home.Path, "init", "--quiet", "--bare", $"{home.Path}/repository");
        return Git(folder, home.Path, $"--git-dir={home.Path}/repository", $"--work-tree={folder}", "ls-files", "-z", "--others", $"--exclude-per-directory={IgnoreFile}")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Git(string folder, string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["HOME"] = home;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output;
    }

    private static string Describe(string folder) =>
        string.Concat(Directory.GetFiles(folder, IgnoreFile, SearchOption.AllDirectories).Select(file => $"{Path.GetRelativePath(folder, file)}:\n{File.ReadAllText(file)}\n"));
}
