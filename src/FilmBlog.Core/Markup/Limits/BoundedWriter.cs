using System.Globalization;
using System.Text;

namespace FilmBlog.Core.Markup.Limits;

/// <summary>Text in memory up to a limit; what goes beyond is rejected before it is written.</summary>
internal sealed class BoundedWriter(int bytes) : StringWriter(CultureInfo.InvariantCulture)
{
    /// <inheritdoc/>
    public override void Write(char value)
    {
        Reserve(1);
        base.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        Reserve(value?.Length ?? 0);
        base.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count)
    {
        Reserve(count);
        base.Write(buffer, index, count);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        Reserve(buffer.Length);
        base.Write(buffer);
    }

    /// <summary>The text, cleaned of what entities may have brought in.</summary>
    public string Finish()
    {
        var text = Characters.Clean(ToString());
        if (Encoding.UTF8.GetByteCount(text) > bytes)
            throw TooLarge();
        return text;
    }

    private void Reserve(int more)
    {
        if (GetStringBuilder().Length + more > bytes)
            throw TooLarge();
    }

    private static MarkupRejectedException TooLarge() =>
        new("The text comes to more than 2 MB of HTML. Shorten it, or take out footnotes and links.", 1);
}
