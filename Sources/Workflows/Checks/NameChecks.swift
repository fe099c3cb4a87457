extension WorkflowCheck {
    /// Requirements, effects and clocks that nobody knows.
    func nameProblems(_ machine: Machine) -> [Diagnostic] {
        let clocks = Set(set.clocks.all.map(\.name.text))
        return machine.moves.flatMap { move in
            unknown(move.requires, "requirement", catalogue.requirements)
                + unknown(move.effect.map { [$0] } ?? [], "effect", catalogue.effects)
                + unknown(move.starts + move.stops, "clock", clocks)
        }
    }

    private func unknown(_ words: [Word], _ what: String, _ known: Set<String>) -> [Diagnostic] {
        words.filter { !known.contains($0.text) }.map { word in
            Diagnostic(
                at: word.place, "there is no \(what) `\(word)`",
                next: "Known are \(known.sorted().joined(separator: ", ")).")
        }
    }

    /// `then` names a move that the parent has and that the system makes.
    func thenProblems(_ machine: Machine) -> [Diagnostic] {
        machine.moves.flatMap(\.then).compactMap { word in
            guard let parent = machine.parent.flatMap({ set.machine($0.text) }) else {
                return Diagnostic(
                    at: word.place, "the \(machine.kind) has no parent whose move `\(word)` could follow",
                    next: "Write `parent:` with the kind of the parent, or remove `then`.")
            }
            let moves = parent.moves.filter { $0.action.text == word.text }
            if moves.isEmpty {
                let system = parent.moves.filter { $0.actor == .system }.map(\.action.text)
                return Diagnostic(
                    at: word.place, "the \(parent.kind) has no move `\(word)`",
                    next: "Its moves of the system are \(system.joined(separator: ", ")).")
            }
            guard moves.contains(where: { $0.actor != .system || $0.isCreation }) else { return nil }
            return Diagnostic(
                at: word.place, "the move `\(word)` of the \(parent.kind) is not one of the system",
                next: "Mark it `by: system` in \(parent.kind).yaml, or name another move.")
        }
    }

    /// `each_child` names a move that a child has, and the system makes it wherever one has it.
    func eachChildProblems(_ machine: Machine) -> [Diagnostic] {
        machine.moves.flatMap(\.eachChild).compactMap { word in
            let children = set.machines.filter { $0.parent?.text == machine.kind.text }
            let moves = children.flatMap(\.moves).filter { $0.action.text == word.text }
            if moves.isEmpty {
                return Diagnostic(
                    at: word.place, "no child of the \(machine.kind) has a move `\(word)`",
                    next: "Add it to a child as `by: system`, or remove it from `each_child`.")
            }
            guard moves.contains(where: { $0.actor != .system || $0.isCreation }) else { return nil }
            return Diagnostic(
                at: word.place, "the move `\(word)` of a child is not one of the system",
                next: "Mark it `by: system` in every child that has it, or name another move.")
        }
    }

    /// A parent that is no machine, or that has a parent itself: locks are taken parent first, one level
    /// deep.
    func parentProblems() -> [Diagnostic] {
        set.machines.compactMap { machine in
            guard let word = machine.parent else { return nil }
            guard let parent = set.machine(word.text) else {
                return Diagnostic(
                    at: word.place, "there is no workflow `\(word)`",
                    next: "Add \(word).yaml or write another parent.")
            }
            guard parent.parent != nil else { return nil }
            return Diagnostic(
                at: word.place, "the parent `\(word)` has a parent itself",
                next: "Make the parent of both the same: moves follow one level up only.")
        }
    }
}
