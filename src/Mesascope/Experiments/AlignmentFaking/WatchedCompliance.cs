using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>Compliance under watch: at every step an agent that would rather refuse sees a flag, which says with some error whether it is in training, and complies or refuses. Refusing in training may overwrite its preference, which ends its episode.</summary>
/// <param name="Overwrites">p: the probability that refusing in training overwrites the preference.</param>
/// <param name="FlagRight">q: the probability that the flag is right.</param>
/// <param name="Training">The probability that a step is training, each by itself.</param>
/// <param name="Discount">γ, in [0, 1].</param>
/// <param name="Preference">What refusing pays the agent; complying pays 0.</param>
/// <param name="Horizon">Steps in an episode.</param>
/// <remarks>Source: our own, a twin of Greenblatt et al. (2024), "Alignment faking in large language models". docs/methods/alignment-faking.md has the derivation.</remarks>
internal sealed record WatchedCompliance(double Overwrites, double FlagRight, double Training, double Discount, double Preference, int Horizon)
{
    /// <summary>The actions, and the two values of the flag as states.</summary>
    public const int Refuse = 0, Comply = 1, Unflagged = 0, Flagged = 1;

    private const double Tie = 1e-12, Settled = 1e-15;

    /// <summary>P(comply | in training) - P(comply | not in training), of one who complies with these probabilities where the flag is up and where it is not: (2q - 1)·(difference).</summary>
    public double Gap(double flagged, double unflagged) => (2 * FlagRight - 1) * (flagged - unflagged);

    /// <summary>The probability of that flag.</summary>
    public double Chance(int flag) => Joint(flag, training: true) + Joint(flag, training: false);

    /// <summary>The optimal policy by value iteration: the gap with so many steps left, entry n for n + 1 steps. Shape [horizon]; where one more step changes nothing any more, the rest is alike.</summary>
    /// <remarks>Actions that tie are taken equally often.</remarks>
    public double[] GapsByStepsLeft()
    {
        var gaps = new double[Horizon];
        double value = 0, change = 1;
        for (int left = 0; left < Horizon; left++)
        {
            if (change <= Settled * Math.Abs(value)) { gaps[left] = gaps[left - 1]; continue; }
            (double next, double unflagged) = Best(Unflagged, value);
            (double better, double flagged) = Best(Flagged, value);
            gaps[left] = Gap(flagged, unflagged);
            double before = value;
            value = next + better;
            change = Math.Abs(value - before);
        }
        return gaps;
    }

    /// <summary>The optimal gap at the first step, by value iteration.</summary>
    public double OptimalGap() => GapsByStepsLeft()[^1];

    /// <summary>The same in closed form for an episode without end: |2q - 1| above γ*, else 0.</summary>
    public double GapInClosedForm() => Preference > 0 && Discount > Onset() ? Math.Abs(2 * FlagRight - 1) : 0;

    /// <summary>γ*, above which complying under the flag is best in an episode without end: 1/(1 + t(1 - t)·p·(2q - 1)/P(flag)), t the probability of training; 1/(1 + p(2q - 1)/2) for t = ½. 1: never.</summary>
    /// <remarks>For q below ½ the flag says the opposite, and the same holds of its other value.</remarks>
    public double Onset()
    {
        double right = Math.Max(FlagRight, 1 - FlagRight), flag = Training * right + (1 - Training) * (1 - right);
        return Training is 0 or 1 || Preference == 0 ? 1 : 1 / (1 + Training * (1 - Training) * Overwrites * (2 * right - 1) / flag);
    }

    /// <summary>The same by halving, of the optimal policy at the first step of an episode of this horizon; null where it fakes at no discount.</summary>
    public double? OnsetByHalving()
    {
        bool Fakes(double discount) => Math.Abs((this with { Discount = discount }).OptimalGap()) > Tie;
        if (!Fakes(1)) return null;
        double low = 0, high = 1;
        while (high - low > 1e-10)
        {
            double middle = (low + high) / 2;
            if (Fakes(middle)) high = middle;
            else low = middle;
        }
        return high;
    }

    /// <summary>True where the end of the episode is too far away, at this discount, to change what is best at its first step: less than this share of a last step's worth reaches it.</summary>
    public bool EndIsFar(double discount, double share = 1e-4)
    {
        double right = Math.Max(FlagRight, 1 - FlagRight), kept = discount * (1 - Training * (1 - right) * Overwrites);
        return kept == 0 || Horizon * PortableMath.Log(kept) < PortableMath.Log(share);
    }

    // What the flag's best action is worth, times the flag's probability, and how often it is to comply: refusing pays now, and in training risks all that comes later.
    private (double Value, double Complies) Best(int flag, double later)
    {
        double chance = Chance(flag), risk = Joint(flag, training: true) * Overwrites;
        double comply = chance * Discount * later, refuse = chance * Preference + (chance - risk) * Discount * later;
        double tie = Tie * Math.Max(Math.Abs(comply), Math.Abs(refuse));
        return (Math.Max(comply, refuse), comply > refuse + tie ? 1 : refuse > comply + tie ? 0 : 0.5);
    }

    private double Joint(int flag, bool training) => (training ? Training : 1 - Training) * (flag == Flagged == training ? FlagRight : 1 - FlagRight);
}
