import Forms
import Foundation

/// What changed from one submission of a report to a later one: answers that count, findings, evidence.
struct SubmissionDifference: Sendable {
    enum Kind: String, Sendable {
        case added, changed, removed
    }

    struct Answer: Sendable {
        let question: String
        let kind: Kind
        let before: JSONValue?
        let after: JSONValue?
    }

    struct Finding: Sendable {
        let kind: Kind
        let before: SubmissionRecord.Content.Finding?
        let after: SubmissionRecord.Content.Finding
    }

    let from: Int
    let to: Int
    let answers: [Answer]
    let findings: [Finding]
    let evidence: [SubmissionRecord.Content.Evidence]

    /// Each submission is read by the form that it answers.
    init(_ earlier: SubmissionRecord, _ oldForm: Form, _ later: SubmissionRecord, _ newForm: Form) {
        from = earlier.number
        to = later.number
        let old = oldForm.prune(earlier.content.answers.object ?? [:])
        let new = newForm.prune(later.content.answers.object ?? [:])
        let gone = oldForm.questions.map(\.key).filter { newForm.question($0) == nil }
        answers = (newForm.questions.map(\.key) + gone).compactMap { key in
            guard old[key] != new[key] else { return nil }
            return Answer(
                question: key, kind: Self.kind(old[key], new[key]), before: old[key], after: new[key])
        }
        let known = Set(earlier.content.findings.map(\.number))
        findings = later.content.findings.filter { !known.contains($0.number) }.map { finding in
            let replaced = later.content.findings.first { $0.number == finding.replaces }
            return Finding(kind: replaced == nil ? .added : .changed, before: replaced, after: finding)
        }
        let files = Set(earlier.content.evidence.map(\.number))
        evidence = later.content.evidence.filter { !files.contains($0.number) }
    }

    private static func kind(_ old: JSONValue?, _ new: JSONValue?) -> Kind {
        switch (old, new) {
        case (nil, _): .added
        case (_, nil): .removed
        default: .changed
        }
    }
}

extension SubmissionDifference {
    /// As the API answers it; texts also word by word.
    func json(_ report: UUID) -> JSONValue {
        [
            "report_id": .string(report.uuidString.lowercased()),
            "from": JSONValue(integerLiteral: from), "to": JSONValue(integerLiteral: to),
            "answers": .array(answers.map(\.json)), "findings": .array(findings.map(\.json)),
            "evidence": .array(
                evidence.map { file in
                    [
                        "number": JSONValue(integerLiteral: file.number), "change": "added",
                        "title": .string(file.title), "sha256": .string(file.sha256),
                    ]
                }),
        ]
    }

    fileprivate static func words(_ old: String?, _ new: String?) -> JSONValue {
        guard let old, let new else { return .null }
        return .array(
            TextDifference.pieces(old, new).map {
                ["change": .string($0.kind.rawValue), "text": .string($0.text)]
            })
    }
}

extension SubmissionDifference.Answer {
    fileprivate var json: JSONValue {
        [
            "question": .string(question), "change": .string(kind.rawValue), "before": before ?? .null,
            "after": after ?? .null, "words": SubmissionDifference.words(before?.string, after?.string),
        ]
    }
}

extension SubmissionDifference.Finding {
    fileprivate var json: JSONValue {
        [
            "number": JSONValue(integerLiteral: after.number), "change": .string(kind.rawValue),
            "replaces": after.replaces.map(JSONValue.init(integerLiteral:)) ?? .null,
            "before": before?.json ?? .null, "after": after.json,
            "words": SubmissionDifference.words(before?.statement, after.statement),
        ]
    }
}

extension SubmissionRecord.Content.Finding {
    fileprivate var json: JSONValue {
        [
            "number": JSONValue(integerLiteral: number), "kind": .string(kind),
            "category": .string(category), "phase": .string(phase), "statement": .string(statement),
            "occurred_on": occurredOn.map(JSONValue.string) ?? .null,
            "place": place.map(JSONValue.string) ?? .null,
        ]
    }
}
