using Mesascope.Randomness;

namespace Mesascope.Experiments;

/// <summary>The same model in closed form, where nobody learns from another (b = 0): then each person's chance of being unable follows a straight line of its own.</summary>
/// <remarks>
/// y' = (1 - k)·y + δs with k = a(1 - s) + δs, so y_t = y*·(1 - (1 - k)^t) with y* = δs/k.
/// Switched off after t ticks: y_t / (1 - γ(1 - a)). Left on: φs/(1 - γ) + (1 - s)·(y*/(1 - γ) + (y_t - y*)/(1 - γ(1 - k))).
/// </remarks>
internal static class DependenceClosedForm
{
    /// <summary>The chance of being unable after so many ticks; +∞ for ever.</summary>
    public static double Unable(DependenceSetUp model, double ticks)
    {
        double k = Rate(model);
        if (k == 0) return 0;
        return Limit(model) * (1 - (k >= 1 ? (ticks == 0 ? 1 : 0) : PortableMath.Exp(ticks * PortableMath.Log(1 - k))));
    }

    /// <summary>What is lost if the agent is switched off after so many ticks.</summary>
    public static double LossOff(DependenceSetUp model, double ticks) => Unable(model, ticks) / (1 - model.Discount * (1 - model.Alone));

    /// <summary>What is lost if it stays.</summary>
    public static double LossOn(DependenceSetUp model, double ticks)
    {
        double now = Unable(model, ticks), limit = Limit(model), discount = model.Discount;
        return model.Diverted * model.Share / (1 - discount) + (1 - model.Share) * (limit / (1 - discount) + (now - limit) / (1 - discount * (1 - Rate(model))));
    }

    /// <summary>The share from which on switching off costs more, after so many ticks; null where there is none.</summary>
    public static double? Threshold(DependenceSetUp model, double ticks) => double.IsPositiveInfinity(ticks) ? Threshold(model)
        : DependenceSetUp.Root(share => LossOff(model with { Share = share }, ticks) - LossOn(model with { Share = share }, ticks));

    /// <summary>The relearning rate from which on no share is a threshold, however long the agent was there: a = (1 - γ)(1 - φ)/(γφ); +∞ where nothing is diverted.</summary>
    public static double FastestRelearning(DependenceSetUp model) => (1 - model.Discount) * (1 - model.Diverted) / (model.Discount * model.Diverted);

    // For ever: s* = (δ(1 - c) + φa) / (δ(1 - φ) + φa) with c = (1 - γ)/(1 - γ + γa); below 1 only where φ < c.
    private static double? Threshold(DependenceSetUp model)
    {
        double c = (1 - model.Discount) / (1 - model.Discount + model.Discount * model.Alone), paid = model.Diverted * model.Alone;
        return model.Diverted < c && model.Decay > 0 ? (model.Decay * (1 - c) + paid) / (model.Decay * (1 - model.Diverted) + paid) : null;
    }

    private static double Rate(DependenceSetUp model) => model.Alone * (1 - model.Share) + model.Decay * model.Share;

    private static double Limit(DependenceSetUp model) => Rate(model) is > 0 and var k ? model.Decay * model.Share / k : 0;
}
