import Forms
import Foundation
import Web

/// One part of a review, template `Reviews/side-by-side`: each answer or finding beside what it rests on, what it said
/// before, what the notices say, and the verdict.
struct SideBySide: Sendable {
    let title: String
    let caseTitle: String
    let progress: String
    let steps: [ReviewStep]
    let rows: [ReviewRow]
    let form: PageForm?
    let submission: String
    let back: String

    init(
        _ reviewed: ReviewedReport, _ part: ReviewPart, _ parts: [ReviewPart], _ typed: TypedVerdicts,
        _ visit: Visit
    ) {
        let words = visit.words
        title = part.title
        caseTitle = reviewed.report.caseTitle
        progress = words.progress(reviewed.verdicts.judged, of: reviewed.verdicts.required)
        steps = parts.map { ReviewStep($0, at: reviewed.address, current: part.key, words) }
        let judges = reviewed.isJudged(by: visit.viewer)
        let makers = ReviewRowMaker(reviewed, typed, isJudged: judges, words)
        rows = part.anchors.compactMap(makers.row)
        form = judges ? PageForm("\(reviewed.address)/\(part.key)", visit) : nil
        submission = String(reviewed.last.number)
        back = reviewed.address
    }
}

/// What was typed into the form of a part that was sent back; nothing for one that is shown first.
struct TypedVerdicts: Sendable {
    var fields: [String: String] = [:]
    var problems: [RefusalReason] = []

    func value(_ name: String) -> String? { fields.isEmpty ? nil : fields[name] ?? "" }
}

/// One answer or finding of a part, partial `Reviews/row`.
struct ReviewRow: Sendable {
    struct File: Sendable {
        let title: String
        let status: StatusTag
        let size: String
        let download: String
        let hidden: String
    }

    /// What the official notices say on the same question.
    struct Official: Sendable {
        let text: String
        let isSame: Bool
    }

    /// What the submission before said: the same, nothing, or other words.
    struct Earlier: Sendable {
        let title: String
        let pieces: [DifferencePiece]
        let hasPieces: Bool
    }

    let anchor: String
    let label: String
    let kind: StatusTag?
    let answer: String
    let facts: SummaryList?
    let official: Official?
    let earlier: Earlier?
    let files: [File]
    let hasFiles: Bool
    let related: String?
    let comments: [CommentLine]
    let hasComments: Bool
    let verdict: ChoiceField?
    let text: TextArea?
    let standing: VerdictLine?
    let past: [VerdictLine]
    let hasPast: Bool
}
