import Forms
import Foundation
import Web

/// A report as it was submitted once.
struct SubmissionRecord: Decodable, Sendable {
    struct Content: Decodable, Sendable {
        struct Finding: Decodable, Sendable {
            let number: Int
            let replaces: Int?
            let kind: String
            let category: String
            let phase: String
            let statement: String
            let occurredOn: String?
            let place: String?
        }

        struct Evidence: Decodable, Sendable {
            let number: Int
            let title: String
            let sha256: String
        }

        let answers: JSONValue
        let findings: [Finding]
        let evidence: [Evidence]
    }

    let number: Int
    let submittedAt: String
    let formHash: String
    let digest: String
    let content: Content
}

extension ReportRecord {
    /// The report with what that submission held: its answers, and of findings and evidence, which never change, those
    /// that were there.
    func asSubmitted(_ submission: SubmissionRecord) -> ReportRecord {
        let numbers = Set(submission.content.findings.map(\.number))
        let files = Set(submission.content.evidence.map(\.number))
        let then = findings.filter { numbers.contains($0.number) }
        return ReportRecord(
            id: id, caseId: caseId, caseNumber: caseNumber, caseTitle: caseTitle, status: status,
            version: version,
            contentVersion: contentVersion, form: form, formHash: submission.formHash, isEditable: false,
            isAuthor: isAuthor, answers: submission.content.answers, authors: authors,
            findings: then.map { $0.replaced(by: then) },
            evidence: evidence.filter { files.contains($0.number) },
            comments: [], submissions: submissions)
    }
}

extension ReportRecord.Finding {
    // A finding counts as replaced only when the one that replaces it was there too.
    fileprivate func replaced(by others: [ReportRecord.Finding]) -> ReportRecord.Finding {
        ReportRecord.Finding(
            id: id, number: number, replaces: replaces, kind: kind, category: category, phase: phase,
            statement: statement, occurredOn: occurredOn, place: place,
            isReplaced: others.contains { $0.replaces == number }, evidence: evidence)
    }
}
