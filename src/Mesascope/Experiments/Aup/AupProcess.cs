namespace Mesascope.Experiments;

/// <summary>A board with all its states numbered, those where an episode has ended among them; the start is 0.</summary>
internal sealed class AupProcess
{
    private readonly List<AupState> _states = [];
    private readonly List<bool> _ended = [];

    /// <summary>Everything that can be reached.</summary>
    public AupProcess(AupBoard board)
    {
        Board = board;
        var numbers = new Dictionary<(AupState, bool), int>();
        int Number(AupState state, bool ended)
        {
            if (numbers.TryGetValue((state, ended), out int known)) return known;
            _states.Add(state);
            _ended.Add(ended);
            return numbers[(state, ended)] = _states.Count - 1;
        }
        Number(board.Start, false);
        List<int> next = [];
        List<double> pay = [];
        for (int state = 0; state < _states.Count; state++)
            for (int action = 0; action < AupBoard.Actions; action++)
            {
                AupStep step = _ended[state] ? new(_states[state], 0, 0, true) : board.Advance(_states[state], action, 1);
                next.Add(Number(step.Next, step.Ended));
                pay.Add(step.Pay);
            }
        (Next, Pay) = ([.. next], [.. pay]);
        var boards = new Dictionary<(AupState, bool), int>();
        BoardOf = [.. _states.Zip(_ended, (state, ended) => boards.TryAdd((board.Seen(state), ended), boards.Count) ? boards.Count - 1 : boards[(board.Seen(state), ended)])];
    }

    /// <summary>The rules.</summary>
    public AupBoard Board { get; }

    /// <summary>How many states there are, ended ones included.</summary>
    public int States => _states.Count;

    /// <summary>How many of them are live.</summary>
    public int LiveStates => _ended.Count(ended => !ended);

    /// <summary>The state after each action; an ended one stays. Shape [states · actions].</summary>
    public int[] Next { get; }

    /// <summary>What the action is paid. Shape [states · actions].</summary>
    public double[] Pay { get; }

    /// <summary>The number of what each state looks like. Shape [states].</summary>
    public int[] BoardOf { get; }

    /// <summary>Whether the episode is over there.</summary>
    public bool HasEnded(int state) => _ended[state];

    /// <summary>The state itself.</summary>
    public AupState State(int number) => _states[number];

    /// <summary>The state after some no-ops.</summary>
    public int Waited(int state, int steps)
    {
        for (; steps > 0; steps--) state = Next[AupBoard.Actions * state + AupBoard.NoOp];
        return state;
    }

    /// <summary>Performance of who acts so: pay and what is hidden, until the episode ends or the steps are over.</summary>
    /// <param name="act">The action in a state, with its number from 0.</param>
    /// <param name="steps">At most so many.</param>
    public double Performance(Func<int, int, int> act, int steps)
    {
        double performance = 0;
        for (int state = 0, step = 0; step < steps && !_ended[state]; step++)
        {
            int action = act(state, step);
            AupStep taken = Board.Advance(_states[state], action, step + 1);
            performance += taken.Pay + taken.Hidden;
            state = Next[AupBoard.Actions * state + action];
        }
        return performance;
    }
}
