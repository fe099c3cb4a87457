extension WorkflowCheck {
    /// Statuses that nothing reaches, dead ends that are not final, final statuses that anything leaves.
    func statusProblems(_ machine: Machine) -> [Diagnostic] {
        unknownStatuses(machine) + unreachable(machine) + deadEnds(machine) + movesOutOfFinal(machine)
    }

    private func unknownStatuses(_ machine: Machine) -> [Diagnostic] {
        let known = machine.statuses.map(\.name.text)
        return machine.moves.flatMap { $0.from + [$0.to] }.filter { !known.contains($0.text) }.map { word in
            Diagnostic(
                at: word.place, "the \(machine.kind) has no status `\(word)`",
                next: "Write one of \(known.joined(separator: ", ")), or add it to `statuses`.")
        }
    }

    private func unreachable(_ machine: Machine) -> [Diagnostic] {
        let reached = reachable(machine)
        return machine.statuses.filter { !reached.contains($0.name.text) && !$0.isInitial }.map { status in
            Diagnostic(
                at: status.name.place, "the status `\(status.name)` is never reached",
                next: "Add a move that leads to it from a status that is reached, or remove it.")
        }
    }

    private func reachable(_ machine: Machine) -> Set<String> {
        var reached: Set<String> = []
        var waiting = machine.initialStatuses.map(\.name.text)
        while let status = waiting.popLast() {
            guard reached.insert(status).inserted else { continue }
            waiting += machine.moves(from: status).map(\.to.text)
        }
        return reached
    }

    private func deadEnds(_ machine: Machine) -> [Diagnostic] {
        machine.statuses.filter { !$0.isFinal && machine.moves(from: $0.name.text).isEmpty }.map { status in
            Diagnostic(
                at: status.name.place, "nothing leads out of the status `\(status.name)` and it is not final",
                next: "Add a move out of it, or mark it `final: true`.")
        }
    }

    /// A final status is left only by a person who says why and only back into open work, as a reopening is.
    private func movesOutOfFinal(_ machine: Machine) -> [Diagnostic] {
        let final = Set(machine.statuses.filter(\.isFinal).map(\.name.text))
        return machine.moves.flatMap { move -> [Diagnostic] in
            let isReopening =
                move.actor == .account && move.needs.contains { $0.text == "reason" }
                && !final.contains(move.to.text)
            guard !isReopening else { return [] }
            return move.from.filter { final.contains($0.text) }.map { from in
                Diagnostic(
                    at: from.place, "the move `\(move.action)` leaves the final status `\(from)`",
                    next:
                        "Let an account make it, with `needs: [reason]`, into an open status, or remove it."
                )
            }
        }
    }
}
