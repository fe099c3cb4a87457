/// Checks a set of workflows as a whole: what could never happen, never end, or be done by the wrong person.
public struct WorkflowCheck: Sendable {
    let set: WorkflowSet
    let catalogue: Catalogue

    /// A check of a set against the names that the database and the pages know.
    public init(set: WorkflowSet, catalogue: Catalogue) {
        self.set = set
        self.catalogue = catalogue
    }

    /// Everything that is wrong, sorted by file, line and column.
    public func diagnostics() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for machine in set.machines {
            found += statusProblems(machine) + creationProblems(machine) + doubleMoves(machine)
            found += actorProblems(machine) + approvalProblems(machine)
            found += nameProblems(machine) + thenProblems(machine) + eachChildProblems(machine)
            found += clockRuns(machine)
        }
        found += parentProblems() + roleProblems() + clockProblems()
        return WorkflowProblems(found).diagnostics
    }
}
