import Forms
import Foundation
import Web

/// The model of `Reports/section`.
struct SectionPage: Sendable {
    struct Asked: Sendable {
        let control: QuestionControl
        let comments: [CommentLine]
    }

    /// An answer that was stored elsewhere while this page was open.
    struct Clash: Sendable {
        let label: String
        let stored: String
    }

    let title: String
    let step: String
    let intro: String?
    let form: PageForm
    let base: String
    let questions: [Asked]
    let hasQuestions: Bool
    let clashes: [Clash]
    let hasClashes: Bool
    let risk: RiskTable?
    let back: String
}

/// A comment of the review as it is shown.
struct CommentLine: Sendable {
    let text: String
    let by: String

    init(_ comment: ReportRecord.Comment, _ words: PageWords) {
        text = comment.text
        by = words(
            "reviews.comment.by", ["author": comment.author, "moment": words.moment(comment.writtenAt) ?? ""])
    }
}

/// One section of a report's form with the answers as they are or as they were typed.
struct OpenSection: Sendable {
    let report: ReportRecord
    let form: Form
    let step: Form.Step
    let section: Form.Section

    /// 404 for a section that the form does not have.
    init(_ report: ReportRecord, _ form: Form, _ key: String) throws(Refusal) {
        guard let step = form.steps.first(where: { $0.sections.contains { $0.key == key } }),
            let section = step.sections.first(where: { $0.key == key })
        else { throw .notFound }
        self.report = report
        self.form = form
        self.step = step
        self.section = section
    }

    var address: String { "\(report.address)/sections/\(section.key)" }

    /// The questions that these answers make visible here.
    func visible(_ answers: [String: JSONValue]) -> [Question] {
        let keys = Set(section.questions.map(\.key))
        return form.visibleQuestions(answers).filter { keys.contains($0.key) }
    }

    /// Problems in the order of the questions, as people read the page.
    func inOrder(_ problems: [AnswerProblem]) -> [AnswerProblem] {
        section.questions.flatMap { question in problems.filter { $0.question == question.key } }
    }

    /// Names the answers of this section, so that a save can tell whether another one touched them.
    var base: String {
        let own = Dictionary(
            section.questions.compactMap { question in
                report.answered[question.key].map { (question.key, $0) }
            },
            uniquingKeysWith: { first, _ in first })
        return Digest.of(JSONValue.object(own).canonical)
    }

    /// The section after this one that has something to answer, nil behind the last.
    func next(_ answers: [String: JSONValue]) -> String? {
        let keys = form.progress(answers).map(\.section)
        guard let index = keys.firstIndex(of: section.key), index + 1 < keys.count else { return nil }
        return "\(report.address)/sections/\(keys[index + 1])"
    }

    func page(
        _ answers: [String: JSONValue], problems: [AnswerProblem], clashes: [SectionPage.Clash],
        growing: String?,
        risk: RiskTable?, _ visit: Visit
    ) -> SectionPage {
        let words = FormWords(words: visit.words, form: form.name)
        let maker = ControlMaker(
            form: form, words: words, answers: answers, problems: problems,
            evidence: report.evidenceChoices(visit.words), evidencePage: report.address + "/evidence",
            growing: growing)
        let asked = visible(answers).map { question in
            SectionPage.Asked(
                control: maker.control(question),
                comments: report.comments.filter { $0.question == question.key }.map {
                    CommentLine($0, visit.words)
                })
        }
        let number = (form.steps.firstIndex(of: step) ?? 0) + 1
        return SectionPage(
            title: words.section(section.key),
            step: visit.words(
                "reports.section.step",
                ["number": String(number), "count": String(form.steps.count), "title": words.step(step.key)]),
            intro: words.intro(section.key), form: PageForm(address, visit, version: report.contentVersion),
            base: base,
            questions: asked, hasQuestions: !asked.isEmpty, clashes: clashes, hasClashes: !clashes.isEmpty,
            risk: risk,
            back: report.address)
    }

    /// The problems as the page's head lists them, each leading to its field.
    func reasons(_ problems: [AnswerProblem], _ words: FormWords) -> [RefusalReason] {
        problems.map { RefusalReason("answer", detail: words.problem($0), pointer: "/" + $0.field) }
    }

    func labels(_ problems: [AnswerProblem], _ words: FormWords) -> [String: String] {
        Dictionary(
            problems.compactMap { problem in
                problem.question.flatMap(form.question).map { (problem.field, words.label($0)) }
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension ReportRecord {
    /// The report's files as choices, those that were set aside left out.
    func evidenceChoices(_ words: PageWords) -> [Choice] {
        evidence.filter { $0.status != "quarantined" }.map {
            Choice($0.id.uuidString.lowercased(), "\($0.number). \($0.title)")
        }
    }

    /// Titles of the report's files by id.
    var evidenceTitles: [String: String] {
        Dictionary(
            evidence.map { ($0.id.uuidString.lowercased(), "\($0.number). \($0.title)") },
            uniquingKeysWith: { first, _ in first })
    }
}
