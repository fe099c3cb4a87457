import Forms
import Web

/// One part of a review that has a page: a section with answers, or the findings.
struct ReviewPart: Sendable {
    let key: String
    let title: String
    let anchors: [String]
    let judged: Int

    var isDone: Bool { judged == anchors.count }
    var first: String { anchors.first ?? "" }

    /// All parts of the last submission with something to judge, in the order of the report.
    static func all(_ verdicts: VerdictRecord, _ form: Form, _ words: PageWords) -> [ReviewPart] {
        let wording = FormWords(words: words, form: form.name)
        let sections = form.steps.flatMap(\.sections).map { section in
            let keys = Set(section.questions.map(\.key))
            return part(section.key, wording.section(section.key), verdicts) { part in
                part.question.map(keys.contains) == true
            }
        }
        let findings = part("findings", words("reports.check.findings"), verdicts) { $0.finding != nil }
        return (sections + [findings]).filter { !$0.anchors.isEmpty }
    }

    private static func part(
        _ key: String, _ title: String, _ verdicts: VerdictRecord,
        _ belongs: (VerdictRecord.Part) -> Bool
    ) -> ReviewPart {
        let parts = verdicts.parts.filter(belongs)
        return ReviewPart(
            key: key, title: title, anchors: parts.map(\.anchor),
            judged: parts.count { $0.verdict != nil })
    }
}

/// A part in the list of parts, template `Reviews/overview` and `Reviews/side-by-side`.
struct ReviewStep: Sendable {
    let title: String
    let address: String
    let count: String
    let tag: StatusTag?
    let isDone: Bool
    let isCurrent: Bool

    init(_ part: ReviewPart, at address: String, current: String?, _ words: PageWords) {
        title = part.title
        self.address = "\(address)/\(part.key)"
        count = words(
            "reviews.side.count",
            ["judged": String(part.judged), "required": String(part.anchors.count)])
        isDone = part.isDone
        tag =
            part.isDone
            ? nil
            : part.judged == 0
                ? StatusTag(words("reports.statuses.todo"), .quiet)
                : StatusTag(words("reports.statuses.incomplete"), .active)
        isCurrent = part.key == current
    }
}
