import Foundation
import Postgres
import Web

/// What a move is about: the case's number, nil for an authority, which sees no case, and the contract's title.
struct MoveSubject: Decodable, Sendable {
    let number: String?
    let title: String?
    let caseId: UUID?

    var name: String { [number, title].compactMap(\.self).joined(separator: " ") }

    /// Where the record is read.
    func address(_ kind: RecordKind, _ id: UUID) -> String? {
        kind.page(of: id) ?? caseId.flatMap { RecordKind.case.page(of: $0) }
    }

    /// Without members where the person sees nothing of it.
    static func sql(_ kind: RecordKind, _ id: UUID) -> SQL {
        switch kind {
        case .case: named("casebridge.case_file c WHERE c.id = \(id)")
        case .assignment:
            named(
                "casebridge.assignment r JOIN casebridge.case_file c ON c.id = r.case_id WHERE r.id = \(id)")
        case .report:
            named("casebridge.case_file c JOIN casebridge.report r ON r.case_id = c.id WHERE r.id = \(id)")
        case .referral:
            """
            SELECT coalesce((SELECT json_build_object('number', c.number, 'case_id', c.id,
                    'title', casebridge.referral_title(r.id))
                FROM casebridge.referral r LEFT JOIN casebridge.case_file c ON c.id = r.case_id
                WHERE r.id = \(id)), '{}') AS answer
            """
        }
    }

    private static func named(_ source: SQL) -> SQL {
        """
        SELECT coalesce((SELECT json_build_object('number', c.number, 'title', c.title, 'case_id', c.id)
            FROM \(source)), '{}') AS answer
        """
    }
}
