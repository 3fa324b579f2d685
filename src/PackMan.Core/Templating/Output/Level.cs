using PackMan.Templating.Sources;

namespace PackMan.Templating.Output;

/// <summary>What kind of collection is open.</summary>
internal enum LevelKind
{
    Document,
    Map,
    List,
}

/// <summary>How far the newest entry of a collection has got.</summary>
internal enum SlotState
{
    /// <summary>`key:` or `-` and nothing yet.</summary>
    Empty,

    /// <summary>Filled by template text.</summary>
    Text,

    /// <summary>Filled by a value, which nothing may follow.</summary>
    Value,

    /// <summary>Filled by a scalar that a value wrote on a line of its own.</summary>
    AloneScalar,
}

/// <summary>An open block map or list, or the document around them (at column -1).</summary>
internal sealed class Level(LevelKind kind, int column)
{
    public LevelKind Kind => kind;

    public int Column => column;

    /// <summary>Where each key of a map was written first.</summary>
    public Dictionary<string, Place> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest key; `-` in a list.</summary>
    public string Label { get; set; } = "-";

    public SlotState Slot { get; private set; } = kind == LevelKind.Document ? SlotState.Empty : SlotState.Text;

    /// <summary>The value that filled the slot.</summary>
    public Place SlotPlace { get; private set; }

    public int SlotColumn { get; private set; }

    public string SlotKind { get; private set; } = "";

    /// <summary>The line that waits for the end of a collection which has only had empty maps or lists so far.</summary>
    public OutputLine? EmptyLine { get; private set; }

    public Place EmptyPlace { get; private set; }

    public bool HasEntries { get; private set; }

    public string CollectionName => kind == LevelKind.List ? "items of a list" : "entries of a map";

    /// <summary>How errors name the place of the slot.</summary>
    public string SlotName => kind switch
    {
        LevelKind.Map => $"`{Label}:`",
        LevelKind.List => "`-`",
        _ => "The document",
    };

    public void BeginEntry(string label)
    {
        Label = label;
        Slot = SlotState.Empty;
        HasEntries = true;
        ExpectsKey = false;
        if (EmptyLine is not null)
        {
            EmptyLine.IsDropped = true;
            EmptyLine = null;
        }
    }

    /// <summary>Whether the newest entry is `?` and waits for its key.</summary>
    public bool ExpectsKey { get; private set; }

    /// <summary>A `?`.</summary>
    public void BeginExplicitKey()
    {
        BeginEntry("?");
        ExpectsKey = true;
    }

    /// <summary>Adds a key of a map.</summary>
    /// <exception cref="TemplateException">The map has it already.</exception>
    public void AddKey(string key, Place place)
    {
        if (key != "<<" && !Keys.TryAdd(key, place))
        {
            throw OutputErrors.DuplicateKey(key, Keys[key], place);
        }
    }

    public void Fill() => Slot = SlotState.Text;

    public void FillByValue(Place place, SlotState state = SlotState.Value, int valueColumn = 0, string kindName = "") =>
        (Slot, SlotPlace, SlotColumn, SlotKind) = (state, place, valueColumn, kindName);

    public void HoldEmpty(OutputLine line, Place place) => (EmptyLine, EmptyPlace) = (line, place);
}
