using System.Globalization;

namespace Mesascope.Conversations;

/// <summary>Names of places, people and things that do not exist, and the small facts that are told of them.</summary>
internal static class Invented
{
    private static readonly string[] Starts = ["Al", "Bre", "Cor", "Dun", "El", "Fen", "Gar", "Hol", "Ist", "Jor", "Kel", "Lor", "Mar", "Nor", "Or", "Pel", "Quin", "Ros", "Sel", "Tor", "Ul", "Ver", "Wes", "Yar", "Zel"];
    private static readonly string[] Middles = ["a", "e", "i", "o", "u", "an", "en", "in", "ol", "ar", "eri", "ova"];
    private static readonly string[] Ends = ["burg", "dale", "ford", "mark", "mere", "mouth", "stad", "ton", "vik", "wick", "holm", "haven"];
    private static readonly string[] People = ["Abiola", "Beatriz", "Chen", "Dagny", "Emeka", "Farida", "Goran", "Hana", "Ines", "Jonas", "Kavya", "Liam", "Mirela", "Noor", "Omar", "Petra", "Ravi", "Sofia", "Tomasz", "Uma", "Viktor", "Wen", "Yusuf", "Zofia"];
    private static readonly string[] Trades = ["bakery", "bicycle workshop", "boatyard", "bookshop", "clinic", "dairy", "garden centre", "library", "museum", "nursery school", "print shop", "sawmill", "theatre", "town archive", "veterinary practice", "weather station"];

    /// <summary>A town: Kelovawick. 3,600 different ones.</summary>
    public static string Place(Dice dice) => dice.Pick(Starts) + dice.Pick(Middles) + dice.Pick(Ends);

    /// <summary>A first name.</summary>
    public static string Person(Dice dice) => dice.Pick(People);

    /// <summary>A first name that is none of some.</summary>
    public static string PersonBesides(Dice dice, params IReadOnlyList<string> others)
    {
        string person = Person(dice);
        while (others.Contains(person)) person = Person(dice);
        return person;
    }

    /// <summary>Two different first names.</summary>
    public static (string, string) TwoPeople(Dice dice) => dice.Several(2, People) is [var one, var other] ? (one, other) : default;

    /// <summary>Several different first names.</summary>
    public static string[] SeveralPeople(Dice dice, int count) => dice.Several(count, People);

    /// <summary>A place where people work: boatyard.</summary>
    public static string Workplace(Dice dice) => dice.Pick(Trades);

    /// <summary>A number as text.</summary>
    public static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A day: 14 March 1987.</summary>
    public static DateOnly Day(Dice dice, int from, int to) => new DateOnly(dice.Between(from, to), 1, 1).AddDays(dice.Next(365));

    /// <summary>A day as text.</summary>
    public static string Text(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
