import Web

/// One verdict as a reviewer gives it, on a question or on a finding.
struct GivenVerdict: Sendable {
    let question: String?
    let finding: Int?
    let verdict: String
    let text: String?

    /// On the part that an anchor of a page names.
    init(_ anchor: String, _ verdict: String, text: String?) {
        question = PartLabels.question(anchor)
        finding = PartLabels.finding(anchor)
        self.verdict = verdict
        self.text = text
    }

    /// As the API takes it; whether exactly one part is named is PostgreSQL's to say.
    init(_ fields: JSONFields) {
        question = fields.optionalString("question", 1...200)
        finding = fields.optionalValue("finding").map { _ in fields.integer("finding", 1...10_000) }
        verdict = fields.choice("verdict", VerdictRecord.codes)
        text = fields.optionalString("text", 0...10_000)
    }

    var json: JSON {
        .object([
            "question": question.map(JSON.string) ?? .null,
            "finding": finding.map { JSON.integer($0) } ?? .null,
            "verdict": .string(verdict), "text": text.map(JSON.string) ?? .null,
        ])
    }
}
