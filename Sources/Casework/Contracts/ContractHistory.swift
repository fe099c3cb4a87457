import Foundation
import Web

/// A contract from plan to completion, as the database tells it.
struct ContractHistory: Decodable, Sendable {
    struct Notice: Decodable, Sendable {
        let number: String
        let stage: String
        let publishedOn: String?
        let link: String
        let correction: Correction?
        let modifications: [Modification]
    }

    struct Correction: Decodable, Sendable {
        struct Deadline: Decodable, Sendable {
            let deadlineOn: String
        }

        let cancels: Bool
        let deadlines: [Deadline]
    }

    struct Modification: Decodable, Sendable {
        let valueAfter: String?
        let currency: String?
    }

    let isCancelled: Bool
    let isContradictory: Bool
    let originalDeadlineOn: String?
    let originalValue: MoneyAmount?
    let notices: [Notice]
}

/// Who bought and supplied, with pages of their own.
struct ContractParties: Decodable, Sendable {
    struct Party: Decodable, Sendable {
        let role: String
        let id: UUID
        let name: String
    }

    let items: [Party]
}

/// The part of a contract's page that follows it through its notices, template `Contracts/history`.
struct ContractHistoryModel: Sendable {
    struct Row: Sendable {
        let number: String
        let stage: String
        let published: String?
        let link: String
        let changes: String?
    }

    struct PartyLink: Sendable {
        let role: String
        let name: String
        let address: String
    }

    let warnings: [String]
    let facts: SummaryList
    let rows: [Row]
    let parties: [PartyLink]

    init(_ history: ContractHistory, _ parties: ContractParties, _ words: PageWords) {
        warnings =
            (history.isCancelled ? [words("contract_history.is_cancelled")] : [])
            + (history.isContradictory ? [words("contract_history.is_contradictory")] : [])
        let facts: [(String, String?)] = [
            ("original_deadline", words.date(history.originalDeadlineOn)),
            ("original_value", words.money(history.originalValue)),
        ]
        self.facts = SummaryList(
            facts.compactMap { key, value in
                value.map { SummaryList.Row(words("contract_history.\(key)"), $0) }
            })
        rows = history.notices.map { notice in
            let changes = Self.changes(notice, words)
            return Row(
                number: notice.number, stage: words("contract_history.stage.\(notice.stage)"),
                published: words.date(notice.publishedOn), link: notice.link,
                changes: changes.isEmpty ? nil : changes.joined(separator: "; "))
        }
        self.parties = parties.items.map { party in
            PartyLink(
                role: words("contract_history.\(party.role)s"), name: party.name,
                address: "/parties/\(party.id.uuidString.lowercased())")
        }
    }

    private static func changes(_ notice: ContractHistory.Notice, _ words: PageWords) -> [String] {
        var changes: [String] = []
        if notice.correction?.cancels == true { changes.append(words("contract_history.cancels")) }
        for deadline in notice.correction?.deadlines ?? [] {
            if let day = words.date(deadline.deadlineOn) {
                changes.append(words("contract_history.deadline") + " " + day)
            }
        }
        for modification in notice.modifications {
            let amount = modification.valueAfter.map {
                MoneyAmount(amount: $0, currency: modification.currency)
            }
            if let value = words.money(amount) {
                changes.append(words("contract_history.value_after") + " " + value)
            }
        }
        return changes
    }
}
