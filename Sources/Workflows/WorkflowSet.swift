import Foundation

/// Everything that a folder of workflow files states: machines, roles and clocks.
public struct WorkflowSet: Hashable, Sendable {
    /// The machines, parents before their children, else by kind.
    public let machines: [Machine]
    /// Who may do what.
    public let roles: Roles
    /// Who owes an answer by when.
    public let clocks: Clocks

    /// Sorts the machines so that each parent stands before its children.
    public init(machines: [Machine], roles: Roles, clocks: Clocks) {
        self.machines = machines.sorted { left, right in
            (left.parent == nil ? 0 : 1, left.kind.text) < (right.parent == nil ? 0 : 1, right.kind.text)
        }
        self.roles = roles
        self.clocks = clocks
    }

    /// The machine of a kind of record.
    public func machine(_ kind: String) -> Machine? { machines.first { $0.kind.text == kind } }

    /// Reads and checks the `*.yaml` files of a folder; throws when one diagnostic is an error.
    public static func load(directory: URL, catalogue: Catalogue = .standard) throws(WorkflowProblems)
        -> WorkflowSet
    {
        let (set, diagnostics) = try check(directory: directory, catalogue: catalogue)
        guard let set, !diagnostics.contains(where: { $0.severity == .error }) else {
            throw WorkflowProblems(diagnostics)
        }
        return set
    }

    /// Reads and checks a folder and returns every diagnostic, sorted; throws only when the folder cannot be
    /// read.
    public static func check(
        directory: URL, catalogue: Catalogue = .standard
    ) throws(WorkflowProblems) -> (set: WorkflowSet?, diagnostics: [Diagnostic]) {
        check(
            files: try WorkflowFolder.read(directory), folder: directory.lastPathComponent,
            catalogue: catalogue)
    }

    /// Reads and checks files given by name (`report.yaml`) and text, as `load` does; for tests and editors.
    public static func check(
        files: [String: String], folder: String, catalogue: Catalogue = .standard
    ) -> (set: WorkflowSet?, diagnostics: [Diagnostic]) {
        let (set, found) = WorkflowFolder.parse(files, folder: folder)
        let checked = set.map { WorkflowCheck(set: $0, catalogue: catalogue).diagnostics() } ?? []
        return (set, WorkflowProblems(found + checked).diagnostics)
    }
}
