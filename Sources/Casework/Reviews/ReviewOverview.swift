import Forms
import Web

/// A review at a glance, template `Reviews/overview`: the parts, the verdicts so far, what changed, what can be done.
struct ReviewOverview: Sendable {
    let title: String
    let caseTitle: String
    let status: StatusTag
    let lead: String
    let summary: VerdictSummary
    let steps: [ReviewStep]
    let start: String?
    let changes: String?
    let declaration: String?
    let moves: MoveMenu
    let back: String

    init(_ reviewed: ReviewedReport, _ visit: Visit) {
        let words = visit.words
        let report = reviewed.report
        title = words("reviews.side.title_of", ["number": report.caseNumber])
        caseTitle = report.caseTitle
        status = words.status("report", report.status)
        let judges = reviewed.isJudged(by: visit.viewer)
        lead = words(judges ? "reviews.side.lead" : "reviews.side.reader_lead")
        let parts = ReviewPart.all(reviewed.verdicts, reviewed.form, words)
        let labels = PartLabels(form: reviewed.form, words: words)
        let place = { (anchor: String) in
            let part = parts.first { $0.anchors.contains(anchor) }
            return reviewed.address + (part.map { "/\($0.key)" } ?? "") + "#" + anchor
        }
        summary = VerdictSummary(reviewed.verdicts, words, labels: labels.label, address: place)
        steps = parts.map { ReviewStep($0, at: reviewed.address, current: nil, words) }
        start =
            judges ? (parts.first { !$0.isDone } ?? parts.first).map { reviewed.address + "/" + $0.key } : nil
        changes = reviewed.earlier.map { _ in
            "\(report.address)/submissions/\(reviewed.last.number)/changes"
        }
        declaration =
            reviewed.moves.asksForDeclaration
            ? DeclarationModel.address(ofCase: report.caseAddress, next: reviewed.address) : nil
        moves = MoveMenu(reviewed.moves, kind: .report, id: report.id, visit)
        back = report.address
    }
}

extension AllowedMoves {
    /// Whether a move waits only for the person's declaration of interests.
    var asksForDeclaration: Bool {
        moves.contains { move in
            move.refusals.contains { $0.code == "requirement:conflict_declared" }
        }
    }
}
