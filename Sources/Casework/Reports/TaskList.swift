import Forms
import Foundation
import Web

/// The author's page of an open report, template `Reports/tasks`.
struct TaskList: Sendable {
    struct Step: Sendable {
        let title: String
        let tasks: [Task]
    }

    struct Task: Sendable {
        let title: String
        let address: String
        let count: String?
        let tag: StatusTag?
        let plain: String?
    }

    struct Remark: Sendable {
        let part: String
        let address: String?
        let comment: CommentLine
    }

    let title: String
    let caseTitle: String
    let status: StatusTag
    let lead: String
    let isReturned: Bool
    let summary: VerdictSummary?
    let remarks: [Remark]
    let hasRemarks: Bool
    let steps: [Step]
    let submissions: [SubmissionLine]
    let hasSubmissions: Bool
    let moves: MoveMenu

    init(
        _ report: ReportRecord, _ form: Form, _ moves: AllowedMoves, _ verdicts: VerdictRecord, _ visit: Visit
    ) {
        let words = visit.words
        let wording = FormWords(words: words, form: form.name)
        let progress = form.progress(report.answered)
        title = words("reports.report_of", ["number": report.caseNumber])
        caseTitle = report.caseTitle
        status = words.status("report", report.status)
        let counted = progress.filter { $0.answered > 0 || $0.incomplete > 0 }
        let done = counted.count { $0.incomplete == 0 }
        lead = words("reports.tasks.lead", ["done": String(done), "all": String(counted.count)])
        isReturned = report.status == "changes_requested"
        summary = report.summary(of: verdicts, form, words)
        remarks = report.remarks(form, wording, words)
        hasRemarks = !remarks.isEmpty
        steps =
            Self.sections(report, form, progress, wording)
            + [
                Self.findings(report, words),
                Step(
                    title: words("reports.tasks.finish"),
                    tasks: [Self.check(report, isComplete: done == counted.count, words)]),
            ]
        submissions = report.submissions.map { SubmissionLine($0, report, words) }
        hasSubmissions = !submissions.isEmpty
        self.moves = MoveMenu(moves.without("submit"), kind: .report, id: report.id, visit)
    }

    private static func sections(
        _ report: ReportRecord, _ form: Form, _ progress: [SectionProgress], _ wording: FormWords
    ) -> [Step] {
        form.steps.map { step in
            Step(
                title: wording.step(step.key),
                tasks: step.sections.compactMap { section in
                    guard let state = progress.first(where: { $0.section == section.key }) else { return nil }
                    return task(state, report, wording)
                })
        }.filter { !$0.tasks.isEmpty }
    }

    // Done is plain text: only what still asks for something has a colour.
    private static func task(_ state: SectionProgress, _ report: ReportRecord, _ wording: FormWords) -> Task {
        let words = wording.words
        let address = "\(report.address)/sections/\(state.section)"
        var tag: StatusTag?
        var plain: String?
        if state.incomplete > 0 {
            tag =
                state.answered == 0
                ? StatusTag(words("reports.statuses.todo"), .quiet)
                : StatusTag(words("reports.statuses.incomplete"), .active)
        } else {
            plain = words(state.answered == 0 ? "reports.statuses.optional" : "reports.statuses.completed")
        }
        return Task(
            title: wording.section(state.section), address: address, count: nil, tag: tag, plain: plain)
    }

    private static func findings(_ report: ReportRecord, _ words: PageWords) -> Step {
        let standing = report.findings.count { !$0.isReplaced }
        return Step(
            title: words("reports.tasks.findings"),
            tasks: [
                Task(
                    title: words("reports.tasks.evidence"), address: report.address + "/evidence",
                    count: words.count("reports.tasks.evidence_count", report.evidence.count), tag: nil,
                    plain: nil),
                Task(
                    title: words("reports.tasks.finding"), address: report.address + "/findings",
                    count: words.count("reports.tasks.finding_count", standing), tag: nil, plain: nil),
            ])
    }

    private static func check(_ report: ReportRecord, isComplete: Bool, _ words: PageWords) -> Task {
        Task(
            title: words("reports.tasks.check"), address: report.address + "/check", count: nil,
            tag: isComplete
                ? StatusTag(words("reports.statuses.ready"), .active)
                : StatusTag(words("reports.statuses.waiting"), .quiet), plain: nil)
    }
}

/// One submission in a list.
struct SubmissionLine: Sendable {
    let title: String
    let address: String
    let moment: String
    let digest: String

    init(_ submission: ReportRecord.Submission, _ report: ReportRecord, _ words: PageWords) {
        title = words("reports.read.submission", ["number": String(submission.number)])
        address = "\(report.address)/submissions/\(submission.number)"
        moment = words.moment(submission.submittedAt) ?? ""
        digest = submission.digest
    }
}

extension ReportRecord {
    /// The review's verdicts, each with the page on which its author answers it; nil while there are none.
    func summary(of verdicts: VerdictRecord, _ form: Form, _ words: PageWords) -> VerdictSummary? {
        guard !verdicts.verdicts.isEmpty else { return nil }
        let labels = PartLabels(form: form, words: words)
        return VerdictSummary(verdicts, words, labels: labels.label) { anchor in
            guard let key = PartLabels.question(anchor),
                let section = form.steps.flatMap(\.sections).first(where: { section in
                    section.questions.contains { $0.key == key }
                })
            else { return "\(address)/findings#\(anchor)" }
            return "\(address)/sections/\(section.key)#\(key)"
        }
    }

    /// The review's comments with the places that they are about.
    func remarks(_ form: Form, _ wording: FormWords, _ words: PageWords) -> [TaskList.Remark] {
        comments.map { comment in
            let line = CommentLine(comment, words)
            if let key = comment.question, let question = form.question(key),
                let section = form.steps.flatMap(\.sections).first(where: { $0.questions.contains(question) })
            {
                return TaskList.Remark(
                    part: words("reports.tasks.comments_on", ["part": wording.label(question)]),
                    address: "\(address)/sections/\(section.key)#\(key)", comment: line)
            }
            if let number = comment.finding {
                return TaskList.Remark(
                    part: words("reports.finding.number", ["number": String(number)]),
                    address: "\(address)/findings#finding-\(number)", comment: line)
            }
            return TaskList.Remark(part: words("reports.tasks.comments_general"), address: nil, comment: line)
        }
    }
}

extension AllowedMoves {
    /// The same without moves for which a page has its own form.
    func without(_ actions: String...) -> AllowedMoves {
        AllowedMoves(status: status, version: version, moves: moves.filter { !actions.contains($0.action) })
    }

    func move(_ action: String) -> Move? { moves.first { $0.action == action } }
}
