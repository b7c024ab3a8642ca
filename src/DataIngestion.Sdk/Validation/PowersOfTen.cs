namespace DataIngestion.Validation;

/// <summary>Powers of ten as far as they are exact in their type.</summary>
internal static class PowersOfTen
{
    public const int MostDigits = 38;

    public static double[] Doubles { get; } =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>10^0 to 10^38.</summary>
    public static Int128[] Integers { get; } = Make();

    /// <summary>The largest numbers whose product with 10^0 to 10^38 is an <see cref="Int128"/>.</summary>
    public static Int128[] Limits { get; } = [.. Integers.Select(power => Int128.MaxValue / power)];

    private static Int128[] Make()
    {
        Int128[] powers = new Int128[MostDigits + 1];
        powers[0] = 1;
        for (int power = 1; power < powers.Length; power++)
        {
            powers[power] = powers[power - 1] * 10;
        }

        return powers;
    }
}
