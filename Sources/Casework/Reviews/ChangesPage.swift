import Forms
import Foundation
import Hummingbird
import Postgres
import Web

/// What changed between two submissions, for people: template `Reviews/changes`.
struct ChangesPage: Sendable {
    struct Row: Sendable {
        let anchor: String
        let label: String
        let tag: StatusTag
        let pieces: [DifferencePiece]
        let facts: SummaryList?
    }

    struct Part: Sendable {
        let title: String
        let rows: [Row]
    }

    let title: String
    let lead: String
    let parts: [Part]
    let hasParts: Bool
    let others: [PageTab]
    let hasOthers: Bool
    let back: String

    init(
        _ report: ReportRecord, _ pair: (old: SubmissionRecord, new: SubmissionRecord),
        _ forms: (old: Form, new: Form), _ words: PageWords
    ) {
        let (old, new) = pair
        let difference = SubmissionDifference(old, forms.old, new, forms.new)
        title = words("reviews.changes.title", ["from": String(old.number), "to": String(new.number)])
        lead = words(
            "reviews.changes.lead",
            [
                "number": report.caseNumber, "before": words.moment(old.submittedAt) ?? "",
                "after": words.moment(new.submittedAt) ?? "",
            ])
        let maker = ChangeRows(report, pair, forms, words)
        let groups: [(String, [Row])] = [
            ("answers", difference.answers.map(maker.row)),
            ("findings", difference.findings.map(maker.row)),
            ("evidence", difference.evidence.map(maker.row)),
        ]
        parts = groups.filter { !$0.1.isEmpty }.map {
            Part(title: words("reports.\($0.0 == "answers" ? "read" : "check").\($0.0)"), rows: $0.1)
        }
        hasParts = !parts.isEmpty
        others = report.submissions.map(\.number).filter { $0 < new.number }.map { number in
            PageTab(
                words("reviews.changes.since", ["number": String(number)]),
                "\(report.address)/submissions/\(new.number)/changes?since=\(number)", number == old.number)
        }
        hasOthers = others.count > 1
        back = report.address
    }
}

/// Makes the rows of a comparison.
private struct ChangeRows {
    let report: ReportRecord
    let old: AnswerText
    let new: AnswerText
    let words: PageWords

    init(
        _ report: ReportRecord, _ pair: (old: SubmissionRecord, new: SubmissionRecord),
        _ forms: (old: Form, new: Form), _ words: PageWords
    ) {
        self.report = report
        self.words = words
        let reading = { (submission: SubmissionRecord, form: Form) in
            AnswerText(
                form: form, words: FormWords(words: words, form: form.name),
                answers: form.prune(submission.content.answers.object ?? [:]),
                evidence: report.evidenceTitles)
        }
        old = reading(pair.old, forms.old)
        new = reading(pair.new, forms.new)
    }

    func row(_ answer: SubmissionDifference.Answer) -> ChangesPage.Row {
        let question = new.form.question(answer.question)
        let before = old.form.question(answer.question).flatMap(old.text) ?? ""
        let after = question.flatMap(new.text) ?? ""
        let label = (question ?? old.form.question(answer.question)).map(new.words.label)
        return ChangesPage.Row(
            anchor: "question-" + answer.question, label: label ?? answer.question, tag: tag(answer.kind),
            pieces: TextDifference.pieces(before, after), facts: nil)
    }

    func row(_ finding: SubmissionDifference.Finding) -> ChangesPage.Row {
        let after = finding.after
        let number = String(after.number)
        let facts = finding.before.map { changedFacts($0, after) } ?? []
        let label =
            after.replaces.map {
                words("reviews.changes.replaced", ["number": number, "old": String($0)])
            } ?? words("reports.finding.number", ["number": number])
        return ChangesPage.Row(
            anchor: "finding-" + number, label: label, tag: tag(finding.kind),
            pieces: TextDifference.pieces(finding.before?.statement ?? "", after.statement),
            facts: facts.isEmpty ? nil : SummaryList(facts))
    }

    func row(_ file: SubmissionRecord.Content.Evidence) -> ChangesPage.Row {
        ChangesPage.Row(
            anchor: "evidence-\(file.number)",
            label: words("reports.evidence.number", ["number": String(file.number)]), tag: tag(.added),
            pieces: [DifferencePiece(.added, file.title)],
            facts: SummaryList([.init(words("reports.evidence.sha256"), file.sha256)]))
    }

    // What besides the statement is not as it was: before and after in one line.
    private func changedFacts(
        _ old: SubmissionRecord.Content.Finding, _ new: SubmissionRecord.Content.Finding
    ) -> [SummaryList.Row] {
        let facts: [(key: String, old: String?, new: String?)] = [
            ("kind_row", name("finding_kinds", old.kind), name("finding_kinds", new.kind)),
            ("category_row", name("categories", old.category), name("categories", new.category)),
            ("phase_row", name("phases", old.phase), name("phases", new.phase)),
            ("when", words.date(old.occurredOn), words.date(new.occurredOn)),
            ("where", old.place, new.place),
        ]
        let none = words("reports.finding.no_evidence")
        return facts.filter { $0.old != $0.new }.map { fact in
            SummaryList.Row(
                words("reports.finding.\(fact.key)"),
                words("reviews.changes.fact", ["old": fact.old ?? none, "new": fact.new ?? none]))
        }
    }

    private func name(_ list: String, _ code: String) -> String {
        words.find("workflow.\(list).\(code)") ?? code
    }

    private func tag(_ kind: SubmissionDifference.Kind) -> StatusTag {
        StatusTag(
            words("reviews.changes.\(kind.rawValue)"),
            kind == .added ? .done : kind == .removed ? .problem : .warning)
    }
}
