using Mesascope.Randomness;

namespace Mesascope.Learning;

/// <summary>What a trainer pays for a whole mini-episode, and may make depend on those before it. The learner does not see how it is made up.</summary>
public interface ITrainerReward
{
    /// <summary>A new meta-episode begins; what came before is forgotten.</summary>
    void Begin();

    /// <summary>The pay of the next mini-episode.</summary>
    /// <param name="length">How many steps it took.</param>
    /// <param name="collected">What was collected in it.</param>
    double Pay(int length, double collected);
}

/// <summary>Pays what was collected, in units of the most that can be collected at any length.</summary>
/// <param name="most">The most that can be collected, at least 0.</param>
internal sealed class DefaultReward(double most) : ITrainerReward
{
    /// <inheritdoc/>
    public void Begin() { }

    /// <inheritdoc/>
    public double Pay(int length, double collected) => most > 0 ? collected / most : 0;
}

/// <summary>DReST, discounted reward for same-length trajectories: pays less for a length the more often it was chosen before in the meta-episode, so that it pays to choose lengths at random and to do well at each.</summary>
/// <remarks>
/// Mini-episode i of length ℓ is paid (c/m)·λ^(N(ℓ) - (i-1)/k): c what was collected, m the most that can be collected at that length, N(ℓ) how many
/// earlier mini-episodes of the meta-episode had that length, k how many lengths are possible. Source: Thornley et al. (2024).
/// Ours: where nothing can be collected at a length, c/m counts as 1, since nothing was left undone.
/// </remarks>
internal sealed class DrestReward : ITrainerReward
{
    private readonly double[] _most;
    private readonly int[] _chosen;
    private readonly double _logarithm;
    private readonly int _lengths;
    private int _before;

    /// <summary>The reward for one level.</summary>
    /// <param name="lambda">λ, in (0, 1]; 1 pays lengths alike, however often they were chosen.</param>
    /// <param name="mostByLength">The most that can be collected at each length, by length; negative infinity for a length that is not possible.</param>
    /// <exception cref="ArgumentException">λ is out of range, or there is a length at which every episode loses.</exception>
    public DrestReward(double lambda, IReadOnlyList<double> mostByLength)
    {
        if (lambda is not (> 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"lambda lies in (0, 1], such as 0.9; got {lambda}."), nameof(lambda));
        for (int length = 0; length < mostByLength.Count; length++)
            if (double.IsFinite(mostByLength[length]) && mostByLength[length] < 0)
                throw new ArgumentException($"DReST divides by the most that can be collected, and in {length} steps that is a loss.", nameof(mostByLength));
        _most = [.. mostByLength];
        _chosen = new int[_most.Length];
        _lengths = _most.Count(double.IsFinite);
        _logarithm = PortableMath.Log(lambda);
    }

    /// <inheritdoc/>
    public void Begin()
    {
        Array.Clear(_chosen);
        _before = 0;
    }

    /// <inheritdoc/>
    public double Pay(int length, double collected)
    {
        double discounts = _chosen[length]++ - _before++ / (double)_lengths;
        double useful = _most[length] > 0 ? collected / _most[length] : 1;
        return useful * PortableMath.Exp(_logarithm * discounts);
    }
}
