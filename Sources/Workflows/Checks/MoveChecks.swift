extension WorkflowCheck {
    /// Exactly one initial status, and exactly one move without `from`, into it.
    func creationProblems(_ machine: Machine) -> [Diagnostic] {
        let initial = machine.initialStatuses
        let creations = machine.moves.filter(\.isCreation)
        var found = initial.dropFirst().map { status in
            Diagnostic(
                at: status.name.place, "the \(machine.kind) has a second initial status `\(status.name)`",
                next: "Leave `initial: true` at one status.")
        }
        if initial.isEmpty {
            found.append(
                Diagnostic(
                    at: machine.kind.place, "the \(machine.kind) has no initial status",
                    next: "Mark one status `initial: true`."))
        }
        if creations.isEmpty {
            found.append(
                Diagnostic(
                    at: machine.kind.place, "no move creates the \(machine.kind)",
                    next: "Add a move without `from` into the initial status."))
        }
        found += creations.dropFirst().map { move in
            Diagnostic(
                at: move.action.place, "a second move creates the \(machine.kind)",
                next: "Give `\(move.action)` a `from`, or remove it.")
        }
        found += creations.filter { move in !initial.contains { $0.name.text == move.to.text } }.map { move in
            Diagnostic(
                at: move.to.place,
                "the move `\(move.action)` creates the \(machine.kind) in a status that is not initial",
                next: "Lead it to the initial status.")
        }
        return found
    }

    /// Two moves of one action from one status leave open where the action leads.
    func doubleMoves(_ machine: Machine) -> [Diagnostic] {
        var seen: Set<[String]> = []
        return machine.moves.flatMap { move in
            move.from.filter { !seen.insert([move.action.text, $0.text]).inserted }.map { from in
                Diagnostic(
                    at: from.place, "a second move `\(move.action)` starts from `\(from)`",
                    next: "Remove the status here or in the other move, or name the action differently.")
            }
        }
    }

    /// An account's move has a permission that a role holds; a move of the system has none and something
    /// fires it.
    func actorProblems(_ machine: Machine) -> [Diagnostic] {
        machine.moves.compactMap { move in
            switch (move.actor, move.permission) {
            case (.account, nil):
                Diagnostic(
                    at: move.action.place, "the move `\(move.action)` has no permission",
                    next: "Add `permission: \(machine.kind).\(move.action)`, or mark it `by: system`.")
            case (.account, .some(let permission)): noRole(for: move, permission)
            case (.system, .some(let permission)):
                Diagnostic(
                    at: permission.place,
                    "the move `\(move.action)` is made by the system and needs no permission",
                    next: "Remove `permission`, or remove `by: system`.")
            case (.system, nil): nothingFires(move, of: machine)
            }
        }
    }

    private func noRole(for move: Move, _ permission: Word) -> Diagnostic? {
        let isHeld = set.roles.all.contains { role in role.permissions.contains { $0.text == permission.text }
        }
        guard !isHeld else { return nil }
        return Diagnostic(
            at: permission.place, "no role can make the move `\(move.action)`: none has `\(permission)`",
            next: "Add `\(permission)` to a role in roles.yaml, or write another permission.")
    }

    private func nothingFires(_ move: Move, of machine: Machine) -> Diagnostic? {
        let children = set.machines.filter { $0.parent?.text == machine.kind.text }
        let isFired = children.contains { child in
            child.moves.contains { $0.then.contains { $0.text == move.action.text } }
        }
        let isFiredFromAbove = machine.parent.flatMap { set.machine($0.text) }.map { parent in
            parent.moves.contains { $0.eachChild.contains { $0.text == move.action.text } }
        }
        let started = machine.moves.flatMap(\.starts).map(\.text)
        let expires = set.clocks.all.contains { clock in
            clock.expires?.text == move.action.text && started.contains(clock.name.text)
        }
        guard !isFired, isFiredFromAbove != true, !expires else { return nil }
        return Diagnostic(
            at: move.action.place, "nothing fires the move `\(move.action)` of the system",
            next:
                "Name it in a child's `then`, in the parent's `each_child` or as the `expires` of a clock that starts here, or remove it."
        )
    }
}
