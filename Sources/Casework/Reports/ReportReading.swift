import Forms
import Foundation
import Web

/// A report's content as people read it, partial `Reports/content`: answers by section, findings, evidence.
struct ReportReading: Sendable {
    struct Section: Sendable {
        let anchor: String
        let title: String
        let rows: [Row]
        let hasRows: Bool
        /// Questions without answer, folded away for readers.
        let silent: [Row]
        let silence: String?
    }

    struct Row: Sendable {
        let anchor: String?
        let label: String
        let value: String
        let isMissing: Bool
        let problem: String?
        let change: String?
        let comments: CommentThread?
        let verdict: VerdictLine?
    }

    /// One line of the list of contents.
    struct Part: Sendable {
        let anchor: String
        let title: String
    }

    let contents: [Part]
    let sections: [Section]
    let findings: [FindingCard]
    let hasFindings: Bool
    let evidence: [EvidenceCard]
    let hasEvidence: Bool

    /// - Parameters:
    ///   - changing: whether each answer has a link to where it is changed.
    ///   - commenting: how comments are shown and added; nil for none.
    ///   - verdicts: the review's, to be shown where they count; nil for none.
    init(
        _ report: ReportRecord, _ form: Form, _ words: PageWords, changing: Bool = false,
        commenting: CommentThreads? = nil, verdicts: VerdictRecord? = nil
    ) {
        let wording = FormWords(words: words, form: form.name)
        let reading = AnswerText(
            form: form, words: wording, answers: report.answered, evidence: report.evidenceTitles)
        let visible = Set(form.visibleQuestions(report.answered).map(\.key))
        let problems = changing ? form.completeness(report.answered) : []
        let verdict = { (anchor: String) in
            verdicts?.standing(anchor).map { VerdictLine($0, words) }
        }
        sections = form.steps.flatMap(\.sections).compactMap { section in
            let rows = section.questions.filter { visible.contains($0.key) }.map { question in
                let text = reading.text(question)
                return Row(
                    anchor: verdicts == nil ? nil : "question-" + question.key,
                    label: wording.label(question), value: text ?? words("reports.check.not_provided"),
                    isMissing: text == nil,
                    problem: problems.first { $0.question == question.key }.map(wording.problem),
                    change: changing
                        ? "\(report.address)/sections/\(section.key)?problems=1#\(question.key)" : nil,
                    comments: commenting?.thread(
                        "question-" + question.key, wording.label(question),
                        report.comments.filter { $0.question == question.key }),
                    verdict: verdict("question-" + question.key))
            }
            guard !rows.isEmpty else { return nil }
            let silent = changing ? [] : rows.filter { $0.isMissing && $0.comments?.isOpen != true }
            let shown = changing ? rows : rows.filter { !$0.isMissing || $0.comments?.isOpen == true }
            return Section(
                anchor: "part-" + section.key, title: wording.section(section.key), rows: shown,
                hasRows: !shown.isEmpty, silent: silent,
                silence: silent.isEmpty ? nil : words.count("reports.read.silent", silent.count))
        }
        findings = report.findings.map { finding in
            FindingCard(
                finding, report, words, canReplace: changing,
                comments: commenting?.thread(
                    "finding-\(finding.number)",
                    words("reports.finding.number", ["number": String(finding.number)]),
                    report.comments.filter { $0.finding == finding.number }),
                verdict: verdict("finding-\(finding.number)"))
        }
        hasFindings = !findings.isEmpty
        evidence = report.evidence.map { EvidenceCard($0, words) }
        hasEvidence = !evidence.isEmpty
        contents =
            sections.map { Part(anchor: $0.anchor, title: $0.title) }
            + ["findings", "evidence"].map {
                Part(anchor: "part-" + $0, title: words("reports.check.\($0)"))
            }
    }
}

/// How comments appear under each part of a report.
struct CommentThreads: Sendable {
    let form: PageForm?
    let words: PageWords
    /// The thread whose form was sent back, with what was typed and what is wrong with it.
    let failed: (anchor: String, typed: String, error: String?)?

    func thread(_ anchor: String, _ part: String, _ comments: [ReportRecord.Comment]) -> CommentThread? {
        guard form != nil || !comments.isEmpty else { return nil }
        let failure = failed?.anchor == anchor ? failed : nil
        return CommentThread(
            anchor: anchor, label: words("reviews.comment.label_of", ["part": part]),
            summary: comments.isEmpty
                ? words("reviews.comment.summary") : words.count("reviews.comment.count", comments.count),
            isOpen: !comments.isEmpty || failure != nil, comments: comments.map { CommentLine($0, words) },
            form: form,
            typed: failure?.typed ?? "", error: failure?.error)
    }
}

/// Comments on one part of a report with the form for one more, partial `Reviews/thread`.
struct CommentThread: Sendable {
    let anchor: String
    let label: String
    let summary: String
    let isOpen: Bool
    let comments: [CommentLine]
    let form: PageForm?
    let typed: String
    let error: String?
}

/// One finding, partial `Reports/finding`.
struct FindingCard: Sendable {
    let anchor: String
    let title: String
    let kind: StatusTag
    let category: String
    let statement: String
    let facts: SummaryList
    let isReplaced: Bool
    let replaces: String?
    let replace: String?
    let hidden: String
    let comments: CommentThread?
    let verdict: VerdictLine?

    init(
        _ finding: ReportRecord.Finding, _ report: ReportRecord, _ words: PageWords, canReplace: Bool,
        comments: CommentThread?, verdict: VerdictLine? = nil
    ) {
        let number = ["number": String(finding.number)]
        anchor = "finding-\(finding.number)"
        title = words("reports.finding.number", number)
        kind = StatusTag(
            words("workflow.finding_kinds.\(finding.kind)"), finding.kind == "fact" ? .active : .quiet)
        category = words.find("workflow.categories.\(finding.category)") ?? finding.category
        statement = finding.statement
        let evidence = finding.evidence.map { "\($0.number). \($0.title)" }
        var rows = [
            SummaryList.Row(
                words("reports.finding.phase_row"),
                words.find("workflow.phases.\(finding.phase)") ?? finding.phase)
        ]
        if let day = words.date(finding.occurredOn) { rows.append(.init(words("reports.finding.when"), day)) }
        if let place = finding.place { rows.append(.init(words("reports.finding.where"), place)) }
        rows.append(
            .init(
                words("reports.finding.evidence_row"),
                evidence.isEmpty ? words("reports.finding.no_evidence") : evidence.joined(separator: "\n")))
        facts = SummaryList(rows)
        isReplaced = finding.isReplaced
        replaces = finding.replaces.map { words("reports.finding.replaces", ["number": String($0)]) }
        replace =
            canReplace && !finding.isReplaced
            ? "\(report.address)/findings/new?replaces=\(finding.number)" : nil
        hidden = words("reports.finding.replace_hidden", number)
        self.comments = comments
        self.verdict = verdict
    }
}

/// One file, partial `Evidence/file`.
struct EvidenceCard: Sendable {
    let title: String
    let origin: String?
    let status: StatusTag
    let size: String
    let sha256: String
    let added: String
    let download: String?
    let hidden: String

    init(_ evidence: ReportRecord.Evidence, _ words: PageWords) {
        title = "\(evidence.number). \(evidence.title)"
        origin = evidence.origin.isEmpty ? nil : evidence.origin
        let style: StatusTag.Style =
            switch evidence.status {
            case "verified": .done
            case "quarantined": .problem
            default: .quiet
            }
        status = StatusTag(words("reports.evidence.statuses.\(evidence.status)"), style)
        size = words.size(evidence.size)
        sha256 = evidence.sha256
        added = words.moment(evidence.addedAt) ?? ""
        download = "/evidence/\(evidence.id.uuidString.lowercased())/content"
        hidden = words("reports.evidence.download_hidden", ["title": evidence.title, "size": size])
    }
}

extension PageWords {
    /// A number of bytes in words: `512 B`, `3 KB`, `1.4 MB`.
    func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: "\(bytes)\u{A0}B"
        case ..<1_000_000: "\((bytes + 500) / 1_000)\u{A0}KB"
        default:
            "\(bytes / 1_000_000)\(locales.text("number.decimal", language))\(bytes % 1_000_000 / 100_000)\u{A0}MB"
        }
    }
}
