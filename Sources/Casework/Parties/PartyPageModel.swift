import Foundation
import Web

/// The page of one organisation, template `Parties/party`.
struct PartyPageModel: Sendable {
    struct Row: Sendable {
        let title: String
        let language: String?
        let address: String
        let published: String?
        let value: String?
        let score: String
    }

    struct Contracts: Sendable {
        let title: String
        let rows: [Row]

        init?(_ contracts: PartyView.Contracts, _ title: String, _ words: PageWords) {
            guard contracts.count > 0 else { return nil }
            self.title = words.count(title, contracts.count)
            rows = contracts.contracts.map { contract in
                Row(
                    title: contract.title, language: contract.language,
                    address: "/contracts/\(contract.id.uuidString.lowercased())",
                    published: words.date(contract.publishedOn), value: words.money(contract.value),
                    score: contract.score.map { String(Int($0.rounded())) } ?? words("contract.no_score"))
            }
        }
    }

    struct FlagRow: Sendable {
        let mark: FlagMark
        let contracts: String
    }

    /// One that was joined to this, with the form that parts it again; the form only for whoever may.
    struct Member: Sendable {
        let name: String
        let joined: String
        let parting: Parting?
    }

    struct Parting: Sendable {
        let form: PageForm
        let reason: TextArea
    }

    struct Joining: Sendable {
        let address: String
        let text: TextField
        let found: Found?
        let isNothingFound: Bool
    }

    struct Found: Sendable {
        let form: PageForm
        let query: String
        let others: ChoiceField
        let reason: TextArea
    }

    let name: String
    let facts: SummaryList
    let mergedInto: String?
    let mergedAddress: String?
    let flags: [FlagRow]
    let hasFlags: Bool
    let bought: Contracts?
    let supplied: Contracts?
    let members: [Member]
    let hasMembers: Bool
    let joining: Joining?

    init(_ party: PartyView, found: PartyList?, query: String, _ typed: FormInput?, _ visit: Visit) {
        let words = visit.words
        let address = "/parties/\(party.id.uuidString.lowercased())"
        let mayJoin = visit.viewer.holds("contract.select")
        name = party.name
        facts = Self.facts(party, words)
        mergedInto = party.mergedInto?.name
        mergedAddress = party.mergedInto.map { "/parties/\($0.id.uuidString.lowercased())" }
        flags = party.flags.map { flag in
            FlagRow(
                mark: FlagMark(
                    words.indicator(flag.id),
                    FlagMark.Colour(rawValue: flag.colour) ?? .pink),
                contracts: words.count("party.flag_contracts", flag.contracts))
        }
        hasFlags = !flags.isEmpty
        bought = Contracts(party.bought, "party.bought_count", words)
        supplied = Contracts(party.supplied, "party.supplied_count", words)
        members = party.members.map { member in
            let action = "/parties/\(member.id.uuidString.lowercased())/parting"
            let parting = Parting(
                form: PageForm(action, visit),
                reason: Self.reason("part-\(member.id.uuidString.lowercased())", nil, visit))
            return Member(
                name: member.name, joined: Self.joined(member, words), parting: mayJoin ? parting : nil)
        }
        hasMembers = !members.isEmpty
        joining =
            mayJoin && party.mergedInto == nil
            ? Self.joining(party, address, found, query, typed, visit) : nil
    }

    private static func facts(_ party: PartyView, _ words: PageWords) -> SummaryList {
        let numbers = party.identifiers.joined(separator: ", ")
        let rows: [(String, String?)] = [
            ("country", words.country(party.country)), ("numbers", numbers.isEmpty ? nil : numbers),
        ]
        return SummaryList(
            rows.compactMap { key, value in value.map { SummaryList.Row(words("party.\(key)"), $0) } })
    }

    private static func joined(_ member: PartyView.Member, _ words: PageWords) -> String {
        let moment = words.moment(member.mergedAt) ?? member.mergedAt
        guard let organisation = member.mergedBy else { return words("party.joined", ["moment": moment]) }
        return words("party.joined_by", ["moment": moment, "organisation": organisation])
    }

    private static func joining(
        _ party: PartyView, _ address: String, _ list: PartyList?, _ query: String, _ typed: FormInput?,
        _ visit: Visit
    ) -> Joining {
        let words = visit.words
        let others = (list?.items ?? []).filter { $0.id != party.id }
        let choices = others.map { other in
            Choice(
                other.id.uuidString.lowercased(), other.name,
                hint: words.country(other.country))
        }
        let found = Found(
            form: PageForm(address + "/merge", visit), query: query,
            others: ChoiceField(
                name: "into", label: words("party.join.others"), choices: choices,
                chosen: [typed?.typed("into") ?? ""],
                error: words.reasons.error(of: "into", in: typed?.problems ?? [])),
            reason: reason("reason", typed, visit))
        return Joining(
            address: address,
            text: TextField(name: "q", label: words("party.join.text"), value: query, type: "search"),
            found: choices.isEmpty ? nil : found, isNothingFound: !query.isEmpty && choices.isEmpty)
    }

    private static func reason(_ name: String, _ typed: FormInput?, _ visit: Visit) -> TextArea {
        TextArea(
            name: name, label: visit.words("party.reason"), value: typed?.typed("reason") ?? "",
            error: visit.words.reasons.error(of: "reason", in: typed?.problems ?? []), rows: 2)
    }
}
