import Foundation
import Web

/// Who was invited and has not answered, as the database tells it.
struct InvitationList: Decodable, Sendable {
    struct Invitation: Decodable, Sendable {
        let id: UUID
        let email: String
        let language: String
        let roles: [String]
        let invitedBy: String?
        let createdAt: String
        let expiresAt: String
        let expired: Bool
        let mailed: Bool
        let failure: String?
    }

    let items: [Invitation]
}

/// The page of invitations, template `People/invitations`.
struct InvitationsModel: Sendable {
    struct Row: Sendable {
        let email: String
        let roles: String
        let invited: String
        let until: String
        let tag: StatusTag
        let renew: PageForm?
        let revoke: PageForm
    }

    let form: PageForm?
    let email: TextField
    let language: ChoiceField
    let title: String
    let intro: String
    /// Nil where only monitors may be invited.
    let roles: ChoiceField?
    let onlyRole: String?
    let rows: [Row]
    let hasRows: Bool
    let isClosed: Bool

    init(
        _ list: InvitationList, roles: [String], languages: [Choice], hasMail: Bool, _ typed: FormInput?,
        _ visit: Visit
    ) {
        let words = visit.words
        let problems = typed?.problems ?? []
        form = hasMail ? PageForm("/invitations", visit) : nil
        isClosed = !hasMail
        email = TextField(
            name: "email", label: words("people.email"), value: typed?.typed("email") ?? "",
            error: words.reasons.error(of: "email", in: problems), type: "email", autocomplete: "off")
        language = ChoiceField(
            name: "language", label: words("invitations.language"), choices: languages,
            chosen: [typed?.typed("language") ?? words.language.code],
            error: words.reasons.error(of: "language", in: problems))
        let invitesAll = visit.viewer.holds("user.manage")
        title = Self.title(visit)
        intro = words(invitesAll ? "invitations.intro" : "invitations.intro_monitor")
        onlyRole = invitesAll ? nil : "monitor"
        self.roles = invitesAll ? Self.choice(roles, typed, words) : nil
        rows = list.items.map { Self.row($0, hasMail, visit) }
        hasRows = !rows.isEmpty
    }

    static func title(_ visit: Visit) -> String {
        visit.words(visit.viewer.holds("user.manage") ? "invitations.title" : "invitations.title_monitor")
    }

    private static func choice(_ roles: [String], _ typed: FormInput?, _ words: PageWords) -> ChoiceField {
        ChoiceField(
            name: "roles", label: words("people.roles"),
            choices: roles.map { role in
                Choice(role, words.role(role), hint: words.find("workflow.roles.\(role).description"))
            }, chosen: typed?.all("roles") ?? [], hint: words("invitations.roles_hint"),
            error: words.reasons.error(of: "roles", in: typed?.problems ?? []))
    }

    private static func row(_ item: InvitationList.Invitation, _ hasMail: Bool, _ visit: Visit) -> Row {
        let words = visit.words
        let address = "/invitations/\(item.id.uuidString.lowercased())"
        return Row(
            email: item.email,
            roles: item.roles.isEmpty
                ? words("people.no_role") : item.roles.map { words.role($0) }.joined(separator: ", "),
            invited: words(
                "invitations.by",
                [
                    "who": item.invitedBy ?? words("audit.actor.operator"),
                    "when": words.moment(item.createdAt) ?? "",
                ]),
            until: words.moment(item.expiresAt) ?? "", tag: tag(item, words),
            renew: hasMail ? PageForm(address + "/renewal", visit) : nil,
            revoke: PageForm(address + "/revocation", visit))
    }

    private static func tag(_ item: InvitationList.Invitation, _ words: PageWords) -> StatusTag {
        if let failure = item.failure {
            return StatusTag(
                words.find("invitations.failure.\(failure)") ?? words("invitations.failed"), .problem)
        }
        if item.expired { return StatusTag(words("invitations.expired"), .quiet) }
        return item.mailed
            ? StatusTag(words("invitations.sent"), .active)
            : StatusTag(words("invitations.waiting"), .warning)
    }
}
