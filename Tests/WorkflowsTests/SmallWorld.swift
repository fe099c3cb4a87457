import Foundation
import Workflows

/// A small correct set of files that each test breaks at one point.
struct SmallWorld {
    var files = [
        "case.yaml": """
        kind: case
        version: 1
        statuses:
          open: {initial: true}
          reported: {}
          closed: {final: true}
        moves:
          - {action: select, to: open, permission: case.select}
          - {action: report, from: [open], to: reported, by: system}
          - {action: close, from: [reported], to: closed, permission: case.close, each_child: [end]}
          - {action: reopen, from: [closed], to: reported, permission: case.close, needs: [reason]}
        """,
        "report.yaml": """
        kind: report
        version: 3
        parent: case
        statuses:
          draft: {initial: true, editable: true}
          submitted: {}
          approved: {final: true, access: false, delivered: true}
        moves:
          - {action: create, to: draft, permission: report.create}
          - {action: submit, from: [draft], to: submitted, permission: report.submit, starts: [review]}
          - action: approve
            from: [submitted]
            to: approved
            permission: report.approve
            approval: true
            needs: [reason, data.remark]
            requires: [reviewer_not_author]
            effect: take_review
            stops: [review]
            then: [report]
          - {action: end, from: [draft, submitted], to: approved, by: system, stops: [review]}
        """,
        "roles.yaml": """
        version: 2
        roles:
          coordinator: {scope: organisation, grantors: 2, permissions: [case.select, case.close]}
          monitor: {scope: assigned, grantors: 2, permissions: [report.create, report.submit]}
          reviewer: {scope: organisation, grantors: 2, permissions: [report.approve]}
          administrator: {scope: organisation, grantors: 1, permissions: [user.manage]}
        """,
        "clocks.yaml": """
        version: 4
        clocks:
          review: {days: 14, owed_by: organisation, soft: 70}
        """,
    ]

    /// The world with one text of one file replaced.
    func changing(_ file: String, _ old: String, to new: String) -> SmallWorld {
        var world = self
        world.files[file] = files[file]?.replacingOccurrences(of: old, with: new)
        return world
    }

    /// Every diagnostic as it is printed.
    var lines: [String] {
        WorkflowSet.check(files: files, folder: "Workflows").diagnostics.map(\.description)
    }

    /// The set, when it could be read.
    var set: WorkflowSet? { WorkflowSet.check(files: files, folder: "Workflows").set }
}

/// The files that the project ships.
let shippedFolder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Workflows")
