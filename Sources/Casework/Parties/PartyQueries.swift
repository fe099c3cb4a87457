import Foundation
import Postgres
import Web

enum PartyQueries {
    static func list(_ filter: JSON) -> SQL {
        "SELECT casebridge.party_list(\(JSONText(filter.description))) AS answer"
    }

    static func one(_ id: UUID) -> SQL { "SELECT casebridge.party_view(\(id)) AS answer" }

    static func merge(_ id: UUID, into other: UUID, reason: String) -> SQL {
        "SELECT casebridge.merge_party(\(id), \(other), \(reason)) AS answer"
    }

    static func part(_ id: UUID, reason: String) -> SQL {
        "SELECT casebridge.part_party(\(id), \(reason)) AS answer"
    }
}
