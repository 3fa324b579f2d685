using PackMan.Templating.Output;
using PackMan.Templating.Sources;
using Scriban.Runtime;

namespace PackMan.Templating.Evaluation;

/// <summary>Collects what a template writes as pieces with their places, within the output limit.</summary>
internal sealed class PieceOutput(RenderContext context) : IScriptOutput
{
    private readonly List<Piece> _pieces = [];

    public IReadOnlyList<Piece> Pieces => _pieces;

    public void Add(Piece piece)
    {
        context.Charge(PieceSize.Of(piece));
        _pieces.Add(piece);
    }

    /// <summary>Text that a Scriban function writes by itself.</summary>
    public void Write(string text, int offset, int count) =>
        Add(new TextPiece(text, offset, count, context.CurrentPlace, IsSource: false));

    public ValueTask WriteAsync(string text, int offset, int count, CancellationToken cancellationToken)
    {
        Write(text, offset, count);
        return ValueTask.CompletedTask;
    }
}
