import Testing
import Workflows

/// Each check has seen its fault once: a file broken at one point, and the line that must be printed.
@Suite struct WorkflowCheckTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let file: String
        let old: String
        let new: String
        let line: String
        var testDescription: String { line }
    }

    @Test func `the small world itself is correct`() {
        #expect(SmallWorld().lines == [])
    }

    @Test(arguments: statuses + moves + approvals + names + roles + clocks)
    func `each fault is named with its place`(fault: Fault) throws {
        let broken = SmallWorld().changing(fault.file, fault.old, to: fault.new)
        #expect(broken.files != SmallWorld().files, "the fault must change the file")
        #expect(
            broken.lines.contains { $0.hasPrefix("Workflows/" + fault.line) },
            "\(broken.lines.joined(separator: "\n"))")
    }

    static let statuses = [
        Fault(
            file: "report.yaml", old: "  submitted: {}", new: "  submitted: {}\n  lost: {final: true}",
            line: "report.yaml:7:3: error: the status `lost` is never reached. Add a move"),
        Fault(
            file: "report.yaml", old: "approved: {final: true, access: false, delivered: true}",
            new: "approved: {}",
            line: "report.yaml:7:3: error: nothing leads out of the status `approved`"),
        Fault(
            file: "case.yaml", old: ", permission: case.close, needs: [reason]}",
            new: ", permission: case.close}",
            line: "case.yaml:11:29: error: the move `reopen` leaves the final status `closed`"),
        Fault(
            file: "case.yaml", old: "from: [reported]", new: "from: [repotred]",
            line: "case.yaml:10:28: error: the case has no status `repotred`"),
        Fault(
            file: "case.yaml", old: "to: closed", new: "to: shut",
            line: "case.yaml:10:43: error: the case has no status `shut`"),
    ]

    static let moves = [
        Fault(
            file: "case.yaml", old: "reported: {}", new: "reported: {initial: true}",
            line: "case.yaml:5:3: error: the case has a second initial status `reported`"),
        Fault(
            file: "case.yaml", old: "open: {initial: true}", new: "open: {}",
            line: "case.yaml:1:7: error: the case has no initial status"),
        Fault(
            file: "case.yaml", old: "action: select, to", new: "action: select, from: [reported], to",
            line: "case.yaml:1:7: error: no move creates the case"),
        Fault(
            file: "case.yaml", old: "action: close, from: [reported], to", new: "action: close, to",
            line: "case.yaml:10:14: error: a second move creates the case"),
        Fault(
            file: "case.yaml", old: "select, to: open", new: "select, to: reported",
            line:
                "case.yaml:8:26: error: the move `select` creates the case in a status that is not initial"
        ),
        Fault(
            file: "case.yaml", old: "  - {action: reopen",
            new:
                "  - {action: close, from: [reported], to: open, permission: case.close}\n"
                + "  - {action: reopen",
            line: "case.yaml:11:28: error: a second move `close` starts from `reported`"),
        Fault(
            file: "case.yaml", old: ", permission: case.select", new: "",
            line: "case.yaml:8:14: error: the move `select` has no permission"),
        Fault(
            file: "case.yaml", old: "by: system", new: "by: system, permission: case.close",
            line:
                "case.yaml:9:74: error: the move `report` is made by the system and needs no permission"
        ),
        Fault(
            file: "report.yaml", old: "permission: report.submit", new: "permission: report.send",
            line:
                "report.yaml:10:64: error: no role can make the move `submit`: none has `report.send`"
        ),
        Fault(
            file: "report.yaml", old: "then: [report]", new: "then: []",
            line: "case.yaml:9:14: error: nothing fires the move `report` of the system"),
        Fault(
            file: "case.yaml", old: "each_child: [end]", new: "each_child: []",
            line: "report.yaml:21:14: error: nothing fires the move `end` of the system"),
    ]

    static let approvals = [
        Fault(
            file: "report.yaml", old: "requires: [reviewer_not_author]", new: "requires: [evidence_verified]",
            line: "report.yaml:11:13: error: an author could give the approval `approve`"),
        Fault(
            file: "report.yaml", old: "    approval: true\n", new: "",
            line:
                "report.yaml:11:13: error: the move `approve` needs `report.approve` but is not marked"
        ),
        Fault(
            file: "report.yaml", old: "permission: report.create}",
            new: "permission: report.create, approval: true}",
            line: "report.yaml:9:14: error: the move `create` approves a record in creating it"),
        Fault(
            file: "case.yaml", old: "by: system", new: "by: system, approval: true",
            line: "case.yaml:9:14: error: the system makes the approval `report`"),
    ]

    static let names = [
        Fault(
            file: "report.yaml", old: "[reviewer_not_author]", new: "[reviewer_not_author, moon_full]",
            line: "report.yaml:17:37: error: there is no requirement `moon_full`"),
        Fault(
            file: "report.yaml", old: "effect: take_review", new: "effect: take_off",
            line: "report.yaml:18:13: error: there is no effect `take_off`"),
        Fault(
            file: "report.yaml", old: "starts: [review]", new: "starts: [revue]",
            line: "report.yaml:10:88: error: there is no clock `revue`"),
        Fault(
            file: "report.yaml", old: "then: [report]", new: "then: [repott]",
            line:
                "report.yaml:20:12: error: the case has no move `repott`. Its moves of the system are report."
        ),
        Fault(
            file: "case.yaml", old: "each_child: [end]", new: "each_child: [ent]",
            line: "case.yaml:10:88: error: no child of the case has a move `ent`"),
        Fault(
            file: "case.yaml", old: "each_child: [end]", new: "each_child: [approve]",
            line: "case.yaml:10:88: error: the move `approve` of a child is not one of the system"),
        Fault(
            file: "report.yaml", old: "then: [report]", new: "then: [close]",
            line: "report.yaml:20:12: error: the move `close` of the case is not one of the system"),
        Fault(
            file: "report.yaml", old: "parent: case\n", new: "",
            line:
                "report.yaml:19:12: error: the report has no parent whose move `report` could follow"
        ),
        Fault(
            file: "report.yaml", old: "parent: case", new: "parent: file",
            line: "report.yaml:3:9: error: there is no workflow `file`"),
        Fault(
            file: "case.yaml", old: "version: 1", new: "version: 1\nparent: report",
            line: "case.yaml:3:9: error: the parent `report` has a parent itself"),
    ]

    static let roles = [
        Fault(
            file: "roles.yaml", old: "assigned, grantors: 2", new: "assigned, grantors: 1",
            line: "roles.yaml:4:3: error: one person could grant the role `monitor`"),
        Fault(
            file: "roles.yaml", old: "[user.manage]", new: "[user.manage, case.close]",
            line:
                "roles.yaml:6:80: error: the role `administrator` manages accounts and has `case.close`"
        ),
        Fault(
            file: "roles.yaml", old: "[user.manage]", new: "[user.mange]",
            line: "roles.yaml:6:67: warning: nothing asks for the permission `user.mange`"),
    ]

    static let clocks = [
        Fault(
            file: "report.yaml", old: "stops: [review]", new: "stops: []",
            line: "report.yaml:10:88: error: the clock `review` starts here and stops nowhere"),
        Fault(
            file: "report.yaml", old: ", starts: [review]", new: "",
            line: "report.yaml:19:13: error: the clock `review` stops here and starts nowhere"),
        Fault(
            file: "clocks.yaml", old: "  review:",
            new: "  tea: {days: 1, owed_by: monitor, soft: 50}\n  review:",
            line: "clocks.yaml:3:3: warning: nothing starts the clock `tea`"),
        Fault(
            file: "clocks.yaml", old: "soft: 70", new: "soft: 70, expires: submit",
            line:
                "clocks.yaml:3:64: error: no machine that starts the clock `review` has a move `submit`"
        ),
        Fault(
            file: "report.yaml", old: "  - action: approve",
            new:
                "  - {action: give_up, from: [submitted], to: approved, permission: report.submit}\n"
                + "  - action: approve",
            line:
                "report.yaml:11:14: error: the clock `review` may still run after the final move `give_up` "),
    ]

    @Test func `a clock that expires into a move of the system needs no other cause`() {
        let world = SmallWorld()
            .changing("clocks.yaml", "soft: 70", to: "soft: 70, expires: lapse")
            .changing(
                "report.yaml", "  - action: approve",
                to:
                    "  - {action: lapse, from: [submitted], to: draft, by: system, stops: [review]}\n"
                    + "  - action: approve"
            )
        #expect(world.lines == [])
    }

    @Test func `diagnostics are sorted by file, line and column`() {
        let world = SmallWorld()
            .changing("report.yaml", "[reviewer_not_author]", to: "[zeta, alpha, reviewer_not_author]")
            .changing("case.yaml", "to: closed", to: "to: shut")
        let places = WorkflowSet.check(files: world.files, folder: "Workflows").diagnostics.map(\.place)
        #expect(places == places.sorted())
        #expect(places.count >= 3)
    }
}
