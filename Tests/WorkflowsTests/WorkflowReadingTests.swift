import Foundation
import Testing
import Workflows

/// What is refused while a file is read, before anything is checked.
@Suite struct WorkflowReadingTests {
    @Test(arguments: [
        (
            "report.yaml", "parent: case", "parnet: case",
            "report.yaml:3:1: error: unknown key `parnet` in the workflow"
        ),
        (
            "report.yaml", "submitted: {}", "submitted: {finale: true}",
            "report.yaml:6:15: error: unknown key `finale`"
        ),
        ("report.yaml", "effect:", "efect:", "report.yaml:18:5: error: unknown key `efect` in the move"),
        (
            "report.yaml", "version: 3", "version: three",
            "report.yaml:2:10: error: `version` must be a whole number"
        ),
        (
            "report.yaml", "version: 3", "version: 0",
            "report.yaml:2:10: error: `version` must be a whole number"
        ),
        (
            "report.yaml", "kind: report", "kind: repotr",
            "report.yaml:1:7: error: the kind `repotr` is not the file's"
        ),
        ("report.yaml", "kind: report\n", "", "report.yaml:1:1: error: the workflow has no `kind`"),
        (
            "report.yaml", "  submitted: {}", "  Submitted: {}",
            "report.yaml:6:3: error: the name of a status must be"
        ),
        ("report.yaml", "to: draft, ", "", "report.yaml:9:5: error: the move `create` has no `to`"),
        (
            "report.yaml", "approval: true", "approval: yes",
            "report.yaml:15:15: error: `approval` must be true or false"
        ),
        (
            "report.yaml", "needs: [reason, ", "needs: [why, ",
            "report.yaml:16:13: error: `needs` must be `reason` or"
        ),
        ("report.yaml", "then: [report]", "then: report", "report.yaml:20:11: error: `then` must be a list"),
        (
            "report.yaml", "from: [draft]", "from: []",
            "report.yaml:10:22: error: the move `submit` starts from no"
        ),
        (
            "report.yaml", "from: [draft]", "from: [draft, draft]",
            "report.yaml:10:36: error: `draft` stands twice"
        ),
        (
            "report.yaml", "report.submit", "report/submit",
            "report.yaml:10:64: error: `permission` must be a permission"
        ),
        (
            "report.yaml", "from: [draft], to: submitted", "from: [draft], to: submitted, by: cat",
            "report.yaml:10:56: error: `by` is not known. Write one of account, system."
        ),
        ("report.yaml", "statuses:", "statuses: [", "report.yaml:6:3: error: this is not YAML"),
        ("report.yaml", "version: 3", "version: 3\nversion: 4", "report.yaml:2:1: error: a key stands twice"),
        (
            "report.yaml", "  submitted: {}", "  submitted: &a {}",
            "report.yaml:6:14: error: anchors and aliases"
        ),
        (
            "roles.yaml", "scope: assigned", "scope: everywhere",
            "roles.yaml:4:20: error: `scope` is not known"
        ),
        (
            "roles.yaml", "grantors: 1", "grantors: none",
            "roles.yaml:6:50: error: `grantors` must be a whole number"
        ),
        (
            "clocks.yaml", "days: 14, ", "",
            "clocks.yaml:3:3: error: the clock `review` needs either `days` or"
        ),
        (
            "clocks.yaml", "days: 14", "days: 14, due: given",
            "clocks.yaml:3:3: error: the clock `review` needs either"
        ),
        ("clocks.yaml", "soft: 70", "soft: 100", "clocks.yaml:3:51: error: `soft` must be below 100"),
        ("clocks.yaml", "organisation", "nobody", "clocks.yaml:3:31: error: `owed_by` is not known"),
    ])
    func `a fault in a file is named with its place`(file: String, old: String, new: String, line: String) {
        let broken = SmallWorld().changing(file, old, to: new)
        #expect(broken.files != SmallWorld().files, "the fault must change the file")
        #expect(
            broken.lines.contains { $0.hasPrefix("Workflows/" + line) },
            "\(broken.lines.joined(separator: "\n"))")
    }

    @Test func `an empty file, a missing file and an empty folder are named`() {
        var world = SmallWorld()
        world.files["report.yaml"] = ""
        #expect(
            world.lines == [
                "Workflows/report.yaml:1:1: error: the file is empty. Write the file or remove it."
            ])
        world.files = ["roles.yaml": "version: 1\nroles: {}"]
        #expect(
            world.lines.contains { $0.hasPrefix("Workflows/clocks.yaml:1:1: error: the file is missing") })
        #expect(world.lines.contains { $0.hasPrefix("Workflows/case.yaml:1:1: error: the file is missing") })
    }

    @Test func `deep nesting is refused before the parser recurses`() {
        var world = SmallWorld()
        world.files["report.yaml"] = String(repeating: "[", count: 100_000)
        #expect(world.lines.contains { $0.contains("nested too deeply") })
        world.files["report.yaml"] = String(repeating: "- ", count: 100_000)
        #expect(world.lines.contains { $0.contains("nested too deeply") })
        world.files["report.yaml"] = "kind: " + String(repeating: "a", count: 1_000_001)
        #expect(world.lines.contains { $0.contains("too large") })
    }

    @Test func `a folder that does not exist is a problem that says so`() {
        let nowhere = shippedFolder.appendingPathComponent("nowhere")
        #expect(throws: WorkflowProblems.self) { try WorkflowSet.load(directory: nowhere) }
    }

    @Test func `a set with an error is not loaded, a set with a warning is`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ world: SmallWorld) throws {
            for (name, text) in world.files {
                try Data(text.utf8).write(to: folder.appendingPathComponent(name))
            }
        }
        try write(SmallWorld().changing("roles.yaml", "[user.manage]", to: "[user.mange]"))
        #expect(try WorkflowSet.load(directory: folder).machines.count == 2)
        try write(SmallWorld().changing("case.yaml", "to: closed", to: "to: shut"))
        #expect(throws: WorkflowProblems.self) { try WorkflowSet.load(directory: folder) }
    }
}
