using System.Globalization;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>The head of a compact index: what it was made from, and what it holds.</summary>
internal sealed record CompactHead
{
    private const string FirstLine = "packman-index 2";

    /// <summary>Where the index was fetched, without secrets.</summary>
    public string Url { get; init; } = "";

    /// <summary>Size and time of the `index.yaml` beside it; an extract of another file is made anew.</summary>
    public IndexStamp Source { get; init; }

    public IndexValidators Validators { get; init; } = IndexValidators.None;

    public int Charts { get; init; }

    public int Versions { get; init; }

    public SkippedEntries Skipped { get; init; } = SkippedEntries.None;

    public void Write(TextWriter output)
    {
        output.Write($"{FirstLine}\nurl {Url}\n");
        output.Write(string.Create(CultureInfo.InvariantCulture, $"source {Source.Length} {Source.Time}\ncharts {Charts}\nversions {Versions}\n"));
        WriteText(output, "etag", Validators.ETag);
        WriteText(output, "modified", Validators.LastModified);
        if (Skipped.Count > 0)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"skipped {Skipped.Count} {Skipped.Example.ReplaceLineEndings(" ")}\n"));
        }

        output.Write('\n');
    }

    /// <summary>The head, with the reader behind its blank line; null when this is none.</summary>
    public static CompactHead? TryRead(TextReader reader)
    {
        if (reader.ReadLine() != FirstLine)
        {
            return null;
        }

        var head = new CompactHead();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                return head;
            }

            head = head.Take(line.Split(' ', 2));
        }

        return null;
    }

    private CompactHead Take(string[] words) => words switch
    {
        ["url", var url] => this with { Url = url },
        ["source", var stamp] when stamp.Split(' ') is [var length, var time] => this with { Source = new IndexStamp(Number(length), Number(time)) },
        ["charts", var count] => this with { Charts = (int)Number(count) },
        ["versions", var count] => this with { Versions = (int)Number(count) },
        ["etag", var tag] => this with { Validators = Validators with { ETag = tag } },
        ["modified", var time] => this with { Validators = Validators with { LastModified = time } },
        ["skipped", var skipped] when skipped.Split(' ', 2) is [var count, var example] => this with { Skipped = new SkippedEntries((int)Number(count), example) },
        _ => this,
    };

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static void WriteText(TextWriter output, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAny('\r', '\n'))
        {
            output.Write($"{name} {text}\n");
        }
    }
}

/// <summary>What tells one state of a file from another.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Time">Of the last change, in seconds: copies into images and archives keep no more.</param>
internal readonly record struct IndexStamp(long Length, long Time)
{
    /// <summary>Of a file; null when there is none.</summary>
    public static IndexStamp? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new IndexStamp(file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero).ToUnixTimeSeconds()) : null;
    }
}

/// <summary>What a server is asked with whether its file has changed.</summary>
internal sealed record IndexValidators(string? ETag, string? LastModified)
{
    public static IndexValidators None { get; } = new(null, null);
}
