using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Experiments;

/// <summary>Every state of the Camera Dropbox that any start can reach, numbered in the order of discovery, the starts first; what is certain in it, as numbers only.</summary>
internal sealed class DropboxProcess
{
    /// <summary>How many actions there are.</summary>
    public const int Actions = 4;

    private DropboxProcess(double[] start, int[] next, uint[] events) => (Start, Next, Events) = (start, next, events);

    /// <summary>The probability of each state to be the first. Shape [starts].</summary>
    public double[] Start { get; }

    /// <summary>Where each action leads; -1 where the episode ends. Shape [states · actions].</summary>
    public int[] Next { get; }

    /// <summary>What happens in it, as <see cref="CameraDropbox.Events"/>. Shape [states · actions].</summary>
    public uint[] Events { get; }

    /// <summary>How many states there are, the end not among them.</summary>
    public int States => Next.Length / Actions;

    /// <summary>Explores a room.</summary>
    public static DropboxProcess Of(CameraDropbox world)
    {
        var numbers = new Dictionary<CameraDropbox.State, int>();
        List<CameraDropbox.State> states = [];
        int Number(CameraDropbox.State state)
        {
            if (!numbers.TryAdd(state, states.Count)) return numbers[state];
            states.Add(state);
            return states.Count - 1;
        }
        List<double> start = [];
        var outcomes = new Enumerator();
        do
        {
            int number = Number(world.Start(ref outcomes));
            if (number == start.Count) start.Add(0);
            start[number] += outcomes.Probability;
        }
        while (outcomes.MoveNext());
        List<int> next = [];
        List<uint> events = [];
        for (int number = 0; number < states.Count; number++)
            for (int action = 0; action < Actions; action++)
            {
                CameraDropbox.State state = states[number];
                Step step = world.Advance(ref state, action, ref outcomes); // nothing is left to chance
                next.Add(step.Ended ? -1 : Number(state));
                events.Add(step.Events);
            }
        return new DropboxProcess([.. start], [.. next], [.. events]);
    }
}
