import Foundation

/// The files of a folder of workflows, read and parsed but not yet checked against each other.
enum WorkflowFolder {
    /// The texts of the folder's `*.yaml` files by name; subfolders hold other things.
    static func read(_ directory: URL) throws(WorkflowProblems) -> [String: String] {
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            var texts: [String: String] = [:]
            for name in names where name.hasSuffix(".yaml") {
                let data = try Data(contentsOf: directory.appendingPathComponent(name))
                texts[name] = String(decoding: data, as: UTF8.self)
            }
            return texts
        } catch {
            throw WorkflowProblems([
                Diagnostic(
                    at: Place(file: directory.path, line: 1, column: 1),
                    "the folder of workflows cannot be read",
                    next: "Check its path and that this account may read it.")
            ])
        }
    }

    /// The set, or nil when something had to be left out so that checks of the whole would only mislead.
    static func parse(_ files: [String: String], folder: String) -> (
        set: WorkflowSet?, diagnostics: [Diagnostic]
    ) {
        var machines: [Machine] = []
        var roles: Roles?
        var clocks: Clocks?
        var diagnostics: [Diagnostic] = []
        var isWhole = true
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            var reader = YAMLReader(file: "\(folder)/\(name)")
            switch name {
            case "roles.yaml": roles = reader.roles(text)
            case "clocks.yaml": clocks = reader.clocks(text)
            default:
                machines +=
                    reader.machine(text, expected: String(name.dropLast(".yaml".count))).map { [$0] } ?? []
            }
            diagnostics += reader.diagnostics
            isWhole = isWhole && reader.isWhole
        }
        diagnostics += missing(from: files, folder: folder)
        guard isWhole, let roles, let clocks, !machines.isEmpty else { return (nil, diagnostics) }
        return (WorkflowSet(machines: machines, roles: roles, clocks: clocks), diagnostics)
    }

    private static func missing(from files: [String: String], folder: String) -> [Diagnostic] {
        var needed = ["roles.yaml", "clocks.yaml"].filter { files[$0] == nil }
        if files.keys.allSatisfy({ $0 == "roles.yaml" || $0 == "clocks.yaml" }) { needed.append("case.yaml") }
        return needed.map { name in
            Diagnostic(
                at: Place(file: "\(folder)/\(name)", line: 1, column: 1), "the file is missing",
                next: "Add it as the README of this folder shows.")
        }
    }
}
