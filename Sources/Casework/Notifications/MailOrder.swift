import Foundation

/// What the database gives to write a mail of: kinds, numbers and ids, and nothing of any case.
struct MailOrder: Decodable, Sendable {
    /// Several events of one kind; record and case where it is a single one.
    struct Line: Decodable, Sendable {
        let kind: String
        let count: Int
        let recordKind: String?
        let recordId: String?
        let caseId: String?
    }

    let kind: String
    let email: String
    let name: String?
    let language: String
    /// Whether somebody was invited whose address has an account elsewhere.
    let isMember: Bool
    let organisation: String
    /// Whether trying for longer makes no sense.
    let isLate: Bool
    let lines: [Line]

    /// Whether the mail holds a link that works once.
    var hasSecret: Bool { kind == "new_password" || (kind == "invitation" && !isMember) }
}
