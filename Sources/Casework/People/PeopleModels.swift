import Foundation
import Web

/// The organisation's people as the database tells them to whoever manages them.
struct PeopleList: Decodable, Sendable {
    struct Grant: Decodable, Sendable {
        let id: UUID
        let role: String
        let effective: Bool
        let proposedByMe: Bool?
    }

    struct Person: Decodable, Sendable {
        let id: UUID
        let name: String
        let pseudonym: String
        let email: String
        let disabled: Bool
        let isMe: Bool
        let secondFactor: Bool
        let grants: [Grant]
    }

    let items: [Person]
}

/// The list of people, template `People/list`.
struct PeopleModel: Sendable {
    struct Row: Sendable {
        let name: String
        let address: String
        let email: String
        let isMe: Bool
        let roles: String
        let pending: [StatusTag]
        let state: StatusTag
    }

    let rows: [Row]
    let mayInvite: Bool

    init(_ list: PeopleList, _ visit: Visit) {
        let words = visit.words
        mayInvite = visit.viewer.holds("user.manage")
        rows = list.items.map { person in
            let roles = person.grants.filter(\.effective).map { words.role($0.role) }
            return Row(
                name: person.name, address: "/people/\(person.id.uuidString.lowercased())",
                email: person.email,
                isMe: person.isMe,
                roles: roles.isEmpty ? words("people.no_role") : roles.joined(separator: ", "),
                pending: person.grants.filter { !$0.effective }.map {
                    StatusTag(words("people.pending", ["role": words.role($0.role)]), .warning)
                },
                state: person.disabled
                    ? StatusTag(words("people.disabled"), .quiet) : StatusTag(words("people.active"), .done))
        }
    }
}

/// One person with the grants, template `People/person`.
struct PersonModel: Sendable {
    struct GrantRow: Sendable {
        let role: String
        let description: String?
        let status: StatusTag
        let person: String
        let confirm: PageForm?
        let revoke: PageForm
        let waits: Bool
    }

    let name: String
    let facts: SummaryList
    let grants: [GrantRow]
    let hasGrants: Bool
    let resetFactor: PageForm?
    let propose: PageForm?
    let role: ChoiceField

    init(_ person: PeopleList.Person, roles: [String], _ typed: FormInput?, _ visit: Visit) {
        let words = visit.words
        let id = person.id.uuidString.lowercased()
        name = person.name
        facts = SummaryList([
            SummaryList.Row(words("people.email"), person.email),
            SummaryList.Row(words("people.pseudonym"), person.pseudonym),
            SummaryList.Row(
                words("second_factor.title"),
                words(person.secondFactor ? "second_factor.on" : "second_factor.off")),
        ])
        let mayReset = person.secondFactor && !person.isMe && visit.viewer.holds("user.manage")
        resetFactor = mayReset ? PageForm("/people/\(id)/second-factor/removal", visit) : nil
        grants = person.grants.map { Self.row($0, person, visit) }
        hasGrants = !grants.isEmpty
        propose = person.isMe || person.disabled ? nil : PageForm("/people/\(id)/grants", visit)
        let held = Set(person.grants.map(\.role))
        role = ChoiceField(
            name: "role", label: words("people.role"),
            choices: roles.filter { !held.contains($0) }.map { role in
                Choice(role, words.role(role), hint: words.find("workflow.roles.\(role).description"))
            }, chosen: [typed?.typed("role") ?? ""],
            error: words.reasons.error(of: "role", in: typed?.problems ?? []))
    }

    private static func row(_ grant: PeopleList.Grant, _ person: PeopleList.Person, _ visit: Visit)
        -> GrantRow
    {
        let words = visit.words
        let address = "/grants/\(grant.id.uuidString.lowercased())"
        // Who proposed it, and whom it concerns, are not the second person.
        let isSecond = !grant.effective && grant.proposedByMe != true && !person.isMe
        return GrantRow(
            role: words.role(grant.role), description: words.find("workflow.roles.\(grant.role).description"),
            status: grant.effective
                ? StatusTag(words("people.held"), .done) : StatusTag(words("people.proposed"), .warning),
            person: person.id.uuidString.lowercased(),
            confirm: isSecond ? PageForm(address + "/confirmation", visit) : nil,
            revoke: PageForm(address + "/revocation", visit), waits: !grant.effective && !isSecond)
    }
}
