import Foundation
import Testing
import Workflows

/// The workflow files that the project ships.
@Suite struct ShippedWorkflowTests {
    let set: WorkflowSet

    init() throws { set = try WorkflowSet.load(directory: shippedFolder) }

    @Test func `they have no error and no warning`() throws {
        #expect(try WorkflowSet.check(directory: shippedFolder).diagnostics.map(\.description) == [])
    }

    @Test(arguments: ["case", "assignment", "report", "referral"])
    func `the drawings of the documents are those of the shipped machines`(kind: String) throws {
        let file = shippedFolder.deletingLastPathComponent().appending(path: "docs/workflows/\(kind).svg")
        let drawn = WorkflowDrawing(of: try #require(set.machine(kind))).svg()
        #expect(try String(contentsOf: file, encoding: .utf8) == drawn, "draw anew: ops/screenshots")
    }

    @Test func `the parent stands before its children`() {
        #expect(set.machines.map(\.kind.text) == ["case", "assignment", "referral", "report"])
    }

    @Test(arguments: [
        (
            "case", ["select", "assign", "start", "report", "refer", "follow_up", "close", "reopen"],
            "reported"
        ),
        ("case", ["select", "assign", "unassign", "discard"], "discarded"),
        ("assignment", ["offer", "accept", "complete"], "completed"),
        ("assignment", ["offer", "expire"], "expired"),
        ("report", ["create", "submit", "start_review", "request_changes", "submit"], "submitted"),
        ("report", ["create", "submit", "start_review", "recommend", "approve"], "approved"),
        ("referral", ["prepare", "request_approval", "change", "request_approval", "seal", "send"], "sent"),
        (
            "referral", ["prepare", "request_approval", "seal", "send", "acknowledge", "conclude"],
            "concluded"
        ),
    ])
    func `a path of actions ends where the specification says`(kind: String, actions: [String], end: String)
        throws
    {
        let machine = try #require(set.machine(kind))
        #expect(machine.path(of: actions)?.last == end)
    }

    @Test(arguments: [
        ("case", ["select", "close"]), ("report", ["create", "approve"]), ("report", ["submit"]),
        ("referral", ["prepare", "seal"]), ("assignment", ["offer", "decline", "accept"]),
    ])
    func `a move that the machine does not have leads nowhere`(kind: String, actions: [String]) throws {
        let machine = try #require(set.machine(kind))
        #expect(machine.path(of: actions) == nil)
    }

    @Test func `nobody holds a permission to review and to submit`() {
        for role in set.roles.all {
            let permissions = Swift.Set(role.permissions.map(\.text))
            #expect(!permissions.isSuperset(of: ["report.submit", "report.review"]))
            #expect(!permissions.isSuperset(of: ["report.submit", "report.approve"]))
        }
    }
}
