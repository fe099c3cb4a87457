import Forms
import Foundation
import Web

/// Makes the rows of a review from everything that is known of the report.
struct ReviewRowMaker {
    let reviewed: ReviewedReport
    let typed: TypedVerdicts
    let isJudged: Bool
    let words: PageWords
    private let wording: FormWords
    private let reading: AnswerText
    private let before: AnswerText?

    init(_ reviewed: ReviewedReport, _ typed: TypedVerdicts, isJudged: Bool, _ words: PageWords) {
        self.reviewed = reviewed
        self.typed = typed
        self.isJudged = isJudged
        self.words = words
        let wording = FormWords(words: words, form: reviewed.form.name)
        self.wording = wording
        let titles = reviewed.report.evidenceTitles
        reading = AnswerText(
            form: reviewed.form, words: wording, answers: reviewed.form.prune(reviewed.report.answered),
            evidence: titles)
        before = reviewed.earlier.map { earlier in
            AnswerText(
                form: reviewed.form, words: wording,
                answers: reviewed.form.prune(earlier.content.answers.object ?? [:]), evidence: titles)
        }
    }

    /// The row of a part; nil for an anchor that names none.
    func row(_ anchor: String) -> ReviewRow? {
        if let key = PartLabels.question(anchor), let question = reviewed.form.question(key) {
            return row(question, anchor)
        }
        return PartLabels.finding(anchor).flatMap { number in
            reviewed.report.findings.first { $0.number == number }.map { row($0, anchor) }
        }
    }

    private func row(_ question: Question, _ anchor: String) -> ReviewRow {
        let files = Self.files(in: reading.answers[question.key], of: reviewed.report)
        let ids = Set(files.map(\.id))
        let resting = reviewed.report.findings.filter { finding in
            !finding.isReplaced && finding.evidence.contains { ids.contains($0.id) }
        }
        let numbers = resting.map { String($0.number) }.joined(separator: ", ")
        return row(
            anchor, label: wording.label(question), kind: nil, answer: reading.text(question) ?? "",
            facts: nil, official: official(question), earlier: earlier(question), files: files,
            related: numbers.isEmpty ? nil : words("reviews.side.related", ["numbers": numbers]),
            comments: reviewed.report.comments.filter { $0.question == question.key })
    }

    private func row(_ finding: ReportRecord.Finding, _ anchor: String) -> ReviewRow {
        let card = FindingCard(finding, reviewed.report, words, canReplace: false, comments: nil)
        let ids = Set(finding.evidence.map(\.id))
        return row(
            anchor, label: "\(card.title): \(card.category)", kind: card.kind, answer: finding.statement,
            facts: card.facts, official: nil, earlier: earlier(finding),
            files: reviewed.report.evidence.filter { ids.contains($0.id) }, related: nil,
            comments: reviewed.report.comments.filter { $0.finding == finding.number })
    }

    private func row(
        _ anchor: String, label: String, kind: StatusTag?, answer: String, facts: SummaryList?,
        official: ReviewRow.Official?, earlier: ReviewRow.Earlier?, files: [ReportRecord.Evidence],
        related: String?, comments: [ReportRecord.Comment]
    ) -> ReviewRow {
        let standing = reviewed.verdicts.standing(anchor)
        let past = reviewed.verdicts.past(anchor).map { VerdictLine($0, words) }
        return ReviewRow(
            anchor: anchor, label: label, kind: kind, answer: answer, facts: facts, official: official,
            earlier: earlier, files: files.map(file), hasFiles: !files.isEmpty, related: related,
            comments: comments.map { CommentLine($0, words) }, hasComments: !comments.isEmpty,
            verdict: isJudged ? choice(anchor, label, standing) : nil,
            text: isJudged ? area(anchor, label, standing) : nil,
            standing: standing.map { VerdictLine($0, words) }, past: past, hasPast: !past.isEmpty)
    }

    private func choice(_ anchor: String, _ label: String, _ standing: VerdictRecord.Verdict?) -> ChoiceField
    {
        let name = "verdict-" + anchor
        return ChoiceField(
            name: name, label: words("reviews.verdict.label"),
            choices: VerdictRecord.codes.map { Choice($0, words("reviews.verdict.codes.\($0)")) },
            chosen: [typed.value(name) ?? standing?.verdict ?? ""],
            error: words.reasons.error(of: name, in: typed.problems))
    }

    private func area(_ anchor: String, _ label: String, _ standing: VerdictRecord.Verdict?) -> TextArea {
        let name = "text-" + anchor
        return TextArea(
            name: name, label: words("reviews.verdict.text"),
            value: typed.value(name) ?? standing?.text ?? "",
            error: words.reasons.error(of: name, in: typed.problems), rows: 3, limit: 10_000)
    }

    private func official(_ question: Question) -> ReviewRow.Official? {
        guard let source = question.prefill, let fact = reviewed.notices.facts[source] else { return nil }
        let said = AnswerText(
            form: reviewed.form, words: wording, answers: [question.key: fact], evidence: [:])
        return said.text(question).map {
            ReviewRow.Official(text: $0, isSame: $0 == reading.text(question))
        }
    }

    private func earlier(_ question: Question) -> ReviewRow.Earlier? {
        guard let before, let number = reviewed.earlier?.number else { return nil }
        guard let old = before.text(question) else { return said("new", number, []) }
        let new = reading.text(question) ?? ""
        return old == new
            ? said("same", number, []) : said("changed", number, TextDifference.pieces(old, new))
    }

    private func earlier(_ finding: ReportRecord.Finding) -> ReviewRow.Earlier? {
        guard let earlier = reviewed.earlier else { return nil }
        if earlier.content.findings.contains(where: { $0.number == finding.number }) {
            return said("same", earlier.number, [])
        }
        guard let old = reviewed.last.content.findings.first(where: { $0.number == finding.replaces }) else {
            return said("new", earlier.number, [])
        }
        return said("changed", earlier.number, TextDifference.pieces(old.statement, finding.statement))
    }

    private func said(_ key: String, _ number: Int, _ pieces: [DifferencePiece]) -> ReviewRow.Earlier {
        ReviewRow.Earlier(
            title: words("reviews.side.earlier_\(key)", ["number": String(number)]), pieces: pieces,
            hasPieces: !pieces.isEmpty)
    }

    private func file(_ evidence: ReportRecord.Evidence) -> ReviewRow.File {
        let card = EvidenceCard(evidence, words)
        return ReviewRow.File(
            title: card.title, status: card.status, size: card.size, download: card.download ?? "",
            hidden: card.hidden)
    }

    // An answer names files by their ids, wherever in it they stand.
    private static func files(in value: JSONValue?, of report: ReportRecord) -> [ReportRecord.Evidence] {
        let named = Set(texts(in: value).map { $0.lowercased() })
        return report.evidence.filter { named.contains($0.id.uuidString.lowercased()) }
    }

    private static func texts(in value: JSONValue?) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let values): values.flatMap { texts(in: $0) }
        case .object(let members): members.values.flatMap { texts(in: $0) }
        default: []
        }
    }
}
