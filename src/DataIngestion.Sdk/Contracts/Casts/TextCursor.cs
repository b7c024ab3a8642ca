namespace DataIngestion.Contracts.Casts;

/// <summary>Walks over the UTF-8 text of one cell.</summary>
internal ref struct TextCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _text.Length;

    public bool Take(byte expected)
    {
        if (Position < _text.Length && _text[Position] == expected)
        {
            Position++;
            return true;
        }

        return false;
    }

    /// <summary>Takes as many digits as there are, up to the maximum; fails below the minimum.</summary>
    public bool TakeDigits(int minimum, int maximum, out int value)
    {
        value = 0;
        int start = Position;
        while (Position < _text.Length && Position - start < maximum && (uint)(_text[Position] - '0') <= 9)
        {
            value = (value * 10) + (_text[Position++] - '0');
        }

        return Position - start >= minimum;
    }

    /// <summary>Takes a fraction of a second; digits after the sixth must be zero because microseconds are all that can be kept.</summary>
    public bool TakeFraction(int minimum, int maximum, out int microseconds)
    {
        int start = Position;
        bool taken = TakeDigits(0, Math.Min(6, maximum), out microseconds);
        for (int digits = Position - start; digits < 6; digits++)
        {
            microseconds *= 10;
        }

        while (Position < _text.Length && Position - start < maximum && _text[Position] == '0')
        {
            Position++;
        }

        return taken && Position - start >= minimum;
    }

    /// <summary>Takes <c>Z</c>, <c>+hh:mm</c> or <c>+hhmm</c>, and <c>+hh</c> where minutes may be left out.</summary>
    public bool TakeZone(bool minutesRequired, out int offsetMinutes)
    {
        offsetMinutes = 0;
        if (Take((byte)'Z'))
        {
            return true;
        }

        bool west = Take((byte)'-');
        if (!west && !Take((byte)'+'))
        {
            return false;
        }

        if (!TakeDigits(2, 2, out int hours))
        {
            return false;
        }

        int minutes = 0;
        if (minutesRequired || !AtEnd)
        {
            Take((byte)':');
            if (!TakeDigits(2, 2, out minutes))
            {
                return false;
            }
        }

        offsetMinutes = (west ? -1 : 1) * ((hours * 60) + minutes);
        return minutes < 60;
    }

    public bool TakeName(string[] names, out int number)
    {
        // No month name is a prefix of another, so the first match is the longest.
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && Position + names[i].Length <= _text.Length && Matches(names[i]))
            {
                Position += names[i].Length;
                number = i + 1;
                return true;
            }
        }

        number = 0;
        return false;
    }

    private readonly bool Matches(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if ((_text[Position + i] | 0x20) != (name[i] | 0x20))
            {
                return false;
            }
        }

        return true;
    }
}
