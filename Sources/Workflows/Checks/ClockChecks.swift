extension WorkflowCheck {
    /// Clocks that start and never stop, stop and never start, or expire into a move that does not exist.
    func clockProblems() -> [Diagnostic] {
        let starts = set.machines.flatMap(\.moves).flatMap(\.starts)
        let stops = set.machines.flatMap(\.moves).flatMap(\.stops)
        var names: Set<String> = []
        let doubled = set.clocks.all.filter { !names.insert($0.name.text).inserted }.map { clock in
            Diagnostic(at: clock.name.place, "the clock `\(clock.name)` stands twice", next: "Remove one.")
        }
        let endless = starts.filter { start in !stops.contains { $0.text == start.text } }.map { start in
            Diagnostic(
                at: start.place, "the clock `\(start)` starts here and stops nowhere",
                next: "Add it to the `stops` of the moves that end the waiting.")
        }
        let idle = stops.filter { stop in
            !starts.contains { $0.text == stop.text } && !catalogue.clocksOfRows.contains(stop.text)
        }.map { stop in
            Diagnostic(
                at: stop.place, "the clock `\(stop)` stops here and starts nowhere",
                next: "Add it to the `starts` of the move that begins the waiting, or remove it.")
        }
        let started = Set(starts.map(\.text))
        return doubled + endless + idle + set.clocks.all.compactMap { unused($0, started) ?? expiry($0) }
    }

    private func unused(_ clock: Clock, _ started: Set<String>) -> Diagnostic? {
        guard !started.contains(clock.name.text), !catalogue.clocksOfRows.contains(clock.name.text) else {
            return nil
        }
        return Diagnostic(
            at: clock.name.place, "nothing starts the clock `\(clock.name)`",
            next: "Add it to a move's `starts`, or remove it.", severity: .warning)
    }

    private func expiry(_ clock: Clock) -> Diagnostic? {
        guard let action = clock.expires else { return nil }
        let starters = set.machines.filter { machine in
            machine.moves.contains { $0.starts.contains { $0.text == clock.name.text } }
        }
        let moves = starters.flatMap(\.moves).filter { $0.action.text == action.text && $0.actor == .system }
        guard moves.isEmpty else { return nil }
        return Diagnostic(
            at: action.place,
            "no machine that starts the clock `\(clock.name)` has a move `\(action)` of the system",
            next: "Write an action that is `by: system` there.")
    }

    /// A machine's own clock that may still run when its record is final would remind people for ever.
    func clockRuns(_ machine: Machine) -> [Diagnostic] {
        machine.moves.flatMap { start in
            start.starts.flatMap { clock in running(clock, after: start, in: machine) }
        }
    }

    private func running(_ clock: Word, after start: Move, in machine: Machine) -> [Diagnostic] {
        let stopping = machine.moves.filter { $0.stops.contains { $0.text == clock.text } }
        guard !stopping.isEmpty else { return [] }
        var seen: Set<String> = []
        var waiting = [start.to.text]
        var found: [Diagnostic] = []
        while let name = waiting.popLast() {
            guard seen.insert(name).inserted else { continue }
            for move in machine.moves(from: name) where !stopping.contains(move) {
                if machine.status(named: move.to.text)?.isFinal == true {
                    found.append(unstopped(clock, by: move, from: name))
                } else {
                    waiting.append(move.to.text)
                }
            }
        }
        return found
    }

    private func unstopped(_ clock: Word, by move: Move, from status: String) -> Diagnostic {
        Diagnostic(
            at: move.action.place,
            "the clock `\(clock)` may still run after the final move `\(move.action)` from `\(status)`",
            next: "Add `\(clock)` to the `stops` of this move or of one before it.")
    }
}
