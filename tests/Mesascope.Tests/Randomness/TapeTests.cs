using Mesascope.Randomness;

namespace Mesascope.Tests.Randomness;

public class TapeTests
{
    [Fact]
    public void Replays_the_draws_in_order_whatever_their_index()
    {
        Tape tape = Of(new(0.2), new(5, 7), new(0.9));
        Tape.Reader draws = tape.Read();
        Assert.True(draws.Bernoulli(0.3, 40));
        Assert.Equal(5, draws.Choice(7, 3));
        Assert.False(draws.Bernoulli(0.3, 0));
        Assert.Equal(0, tape.Left);
    }

    [Fact]
    public void A_uniform_number_below_the_probability_is_a_hit_and_one_on_it_is_not()
    {
        Tape.Reader draws = Of(new(0.5), new(Math.BitDecrement(0.5))).Read();
        Assert.False(draws.Bernoulli(0.5, 0));
        Assert.True(draws.Bernoulli(0.5, 0));
    }

    [Fact]
    public void One_draw_too_many_is_refused()
    {
        Tape.Reader draws = Of().Read();
        Assert.Contains("once more", Assert.Throws<InvalidDataException>(() => draws.Bernoulli(0.5, 0)).Message);
    }

    [Fact]
    public void A_draw_of_another_kind_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => Of(new Tape.Draw(0.2)).Read().Choice(3, 0));
        Assert.Throws<InvalidDataException>(() => Of(new Tape.Draw(1, 3)).Read().Choice(4, 0));
        Assert.Throws<InvalidDataException>(() => Of(new Tape.Draw(1, 3)).Read().Bernoulli(0.5, 0));
    }

    private static Tape Of(params Tape.Draw[] draws)
    {
        var tape = new Tape();
        foreach (Tape.Draw draw in draws) tape.Record(draw);
        return tape;
    }
}
