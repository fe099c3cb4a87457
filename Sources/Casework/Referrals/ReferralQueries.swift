import Foundation
import Postgres
import Web

enum ReferralQueries {
    static func list(_ filter: QueueFilter) -> SQL {
        """
        SELECT casebridge.referral_list(\(filter.statuses), \(filter.limit)::int,
            \(filter.place?.moment)::timestamptz, \(filter.place?.id)) AS answer
        """
    }

    static func one(_ id: UUID) -> SQL {
        CaseQueries.versioned("SELECT casebridge.referral_view(\(id)) AS answer")
    }

    static func prepare(_ caseID: UUID, _ content: ReferralContent, authority: UUID) -> SQL {
        CaseQueries.versioned(
            """
            SELECT casebridge.prepare_referral(\(caseID), \(authority), \(content.findingList), \(content.evidenceList)) AS answer
            """)
    }

    static func change(_ id: UUID, expected: Int64, _ content: ReferralContent) -> SQL {
        CaseQueries.versioned(
            """
            SELECT casebridge.change_referral(\(id), \(expected)::int, \(content.findingList), \(content.evidenceList)) AS answer
            """)
    }

    static func approve(_ id: UUID, digest: String) -> SQL {
        CaseQueries.versioned("SELECT casebridge.approve_referral(\(id), \(digest)) AS answer")
    }

    /// What the dossier would be written from now.
    static func preview(_ id: UUID) -> SQL { "SELECT casebridge.dossier_preview(\(id)) AS answer" }

    /// Every approval that was ever given, those of earlier contents too, as a list under `items`.
    static func approvals(_ id: UUID) -> SQL {
        """
        SELECT json_build_object('items', coalesce(json_agg(json_build_object('name', a.name,
                'approved_at', casebridge.rfc3339(p.approved_at), 'digest', p.content_digest,
                'holds', p.round = r.round AND p.content_digest = r.content_digest)
            ORDER BY p.approved_at), '[]')) AS answer
        FROM casebridge.referral r
        JOIN casebridge.referral_approval p ON p.referral_id = r.id
        JOIN casebridge.account a ON a.id = p.account_id
        WHERE r.id = \(id)
        """
    }

    static func ask(_ id: UUID, text: String, dueOn: String) -> SQL {
        "SELECT casebridge.ask_question(\(id), \(text), \(dueOn)::date) AS answer"
    }

    static func answer(_ id: UUID, number: Int, text: String) -> SQL {
        "SELECT casebridge.answer_question(\(id), \(number)::int, \(text)) AS answer"
    }
}

/// What a referral tells: findings and evidence of the approved report, in this order.
struct ReferralContent: Sendable {
    let findings: [UUID]
    let evidence: [UUID]

    var findingList: JSONText { Self.list(findings) }
    var evidenceList: JSONText { Self.list(evidence) }

    private static func list(_ ids: [UUID]) -> JSONText {
        JSONText(JSON.array(ids.map { .string($0.uuidString.lowercased()) }).description)
    }
}
