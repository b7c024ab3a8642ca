using System.Text;

namespace DataIngestion.Comparisons.Data;

// The values of the text columns. Weights are in thousandths and approximate the shares of the real thing.
internal static class ClaimValues
{
    public static readonly byte[][] States = Weighted(
        ("California", 117), ("Texas", 90), ("Florida", 66), ("New York", 59), ("Pennsylvania", 39), ("Illinois", 38),
        ("Ohio", 35), ("Georgia", 33), ("North Carolina", 32), ("Michigan", 30), ("New Jersey", 28), ("Virginia", 26),
        ("Washington", 23), ("Arizona", 22), ("Massachusetts", 21), ("Tennessee", 21), ("Indiana", 20), ("Maryland", 19),
        ("Missouri", 19), ("Wisconsin", 18), ("Colorado", 18), ("Minnesota", 17), ("South Carolina", 16), ("Alabama", 15),
        ("Louisiana", 14), ("Kentucky", 14), ("Oregon", 13), ("Oklahoma", 12), ("Connecticut", 11), ("Utah", 10),
        ("Iowa", 10), ("Nevada", 9), ("Arkansas", 9), ("Mississippi", 9), ("Kansas", 9), ("New Mexico", 6), ("Nebraska", 6),
        ("Idaho", 6), ("West Virginia", 5), ("Hawaii", 4), ("New Hampshire", 4), ("Maine", 4), ("Rhode Island", 3),
        ("Montana", 3), ("Delaware", 3), ("South Dakota", 3), ("North Dakota", 2), ("Alaska", 2), ("Vermont", 2), ("Wyoming", 2));

    public static readonly byte[][] IncidentTypes = Weighted(
        ("Multi-vehicle Collision", 420), ("Single Vehicle Collision", 400), ("Vehicle Theft", 95), ("Parked Car", 85));

    public static readonly byte[][] Severities = Weighted(
        ("Minor Structural Damage", 355), ("Total Loss of the Vehicle", 280), ("Major Structural Damage", 275), ("Trivial Cosmetic Damage", 90));

    public static readonly byte[][] Authorities = Weighted(
        ("Police Department", 290), ("Fire Department", 225), ("Other Authority", 200), ("Ambulance Service", 195), ("Not Contacted", 90));

    public static readonly byte[][] Syllables = Bytes(
        "ba", "ber", "bri", "ca", "car", "chel", "da", "del", "dor", "el", "fa", "fer", "ga", "gor", "han", "hel", "ia", "jo", "ka", "ken",
        "la", "len", "lo", "ma", "mar", "mi", "mon", "na", "nel", "no", "or", "pa", "per", "ra", "ri", "ros", "sa", "sen", "ta", "ter",
        "ti", "tor", "va", "ver", "vin", "wal", "wen", "ya", "zel", "zi");

    public static readonly byte[][] Capitals = Bytes(
        "Al", "Be", "Car", "Dan", "El", "Fen", "Gre", "Har", "Is", "Jo", "Ken", "Lu", "Mar", "Nor", "Ol", "Pat", "Ro", "Sam", "Tor", "Vic",
        "Wil", "Yan", "Zo");

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.ASCII.GetBytes)];

    private static byte[][] Weighted(params (string Text, int Weight)[] values) =>
        [.. values.SelectMany(value => Enumerable.Repeat(Encoding.ASCII.GetBytes(value.Text), value.Weight))];
}
