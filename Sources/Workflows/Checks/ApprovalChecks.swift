extension WorkflowCheck {
    /// The requirements that keep an author from giving an approval of the own work.
    static let separations: Set<String> = ["reviewer_not_author", "approver_not_reviewer_or_author"]

    /// An approval that an author could give, and an approval that is not marked as one.
    func approvalProblems(_ machine: Machine) -> [Diagnostic] {
        machine.moves.compactMap { move in
            move.isApproval ? unguarded(move) : unmarked(move)
        }
    }

    private func unguarded(_ move: Move) -> Diagnostic? {
        if move.isCreation {
            return Diagnostic(
                at: move.action.place, "the move `\(move.action)` approves a record in creating it",
                next: "Remove `approval: true`, or let another person approve in a move of its own.")
        }
        if move.actor == .system {
            return Diagnostic(
                at: move.action.place, "the system makes the approval `\(move.action)`",
                next: "Let a person make it: remove `by: system` and add a permission.")
        }
        guard !move.requires.contains(where: { Self.separations.contains($0.text) }) else { return nil }
        return Diagnostic(
            at: move.action.place, "an author could give the approval `\(move.action)`",
            next: "Add \(Self.separations.sorted().joined(separator: " or ")) to its `requires`.")
    }

    /// Leaving the mark out would leave the check out.
    private func unmarked(_ move: Move) -> Diagnostic? {
        guard let permission = move.permission, permission.text.hasSuffix(".approve") else { return nil }
        return Diagnostic(
            at: move.action.place,
            "the move `\(move.action)` needs `\(permission)` but is not marked as an approval",
            next: "Add `approval: true`, or write another permission.")
    }
}
