import Foundation
import Postgres
import Web

/// The verdicts of a report as the database answers them: every part of the last submission with the verdict that counts,
/// and all that were ever given.
struct VerdictRecord: Decodable, Sendable {
    /// An answer or a finding of the last submission; its verdict is nil as long as none fits it.
    struct Part: Decodable, Sendable {
        let question: String?
        let finding: Int?
        let verdict: String?
        let number: Int?
    }

    struct Verdict: Decodable, Sendable {
        let number: Int
        let submission: Int
        let question: String?
        let finding: Int?
        let verdict: String
        let text: String?
        let givenBy: String
        let givenAt: String
        let counts: Bool
    }

    let submission: Int?
    let required: Int
    let judged: Int
    let counts: [String: Int]
    let parts: [Part]
    let verdicts: [Verdict]

    /// Every verdict that there is, as the database knows them.
    static let codes = ["accepted", "unsupported", "query", "redact"]

    static func of(_ report: UUID) -> SQL { "SELECT casebridge.verdict_list(\(report)) AS answer" }

    /// The verdict that counts for a part.
    func standing(_ anchor: String) -> Verdict? { verdicts.last { $0.counts && $0.anchor == anchor } }

    /// The verdicts on a part that count no more, the newest first.
    func past(_ anchor: String) -> [Verdict] {
        verdicts.filter { !$0.counts && $0.anchor == anchor }.reversed()
    }
}

extension VerdictRecord.Part {
    /// Names the part in pages and forms: `question-narrative`, `finding-2`.
    var anchor: String { VerdictRecord.anchor(question, finding) }
}

extension VerdictRecord.Verdict {
    var anchor: String { VerdictRecord.anchor(question, finding) }
}

extension VerdictRecord {
    fileprivate static func anchor(_ question: String?, _ finding: Int?) -> String {
        question.map { "question-" + $0 } ?? "finding-\(finding ?? 0)"
    }
}
