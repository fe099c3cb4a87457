import Foundation
import Web

/// One's second factor as the database tells it.
struct SecondFactorState: Decodable, Sendable {
    let enrolledAt: String?
    let isRequired: Bool
    let recoveryCodesLeft: Int

    var isEnrolled: Bool { enrolledAt != nil }
}

/// One's sessions and tokens as the database tells them.
struct SessionList: Decodable, Sendable {
    struct Session: Decodable, Sendable {
        let id: UUID
        let kind: String
        let createdAt: String
        let lastSeenAt: String
        let network: String?
        let agent: String?
        let label: String?
        let isThis: Bool
    }

    let items: [Session]
}

/// Who am I, template `People/account`.
struct AccountModel: Sendable {
    struct RoleRow: Sendable {
        let name: String
        let scope: String
        let description: String?
    }

    let facts: SummaryList
    let roles: [RoleRow]
    let hasRoles: Bool
    let factor: SecondFactorModel
    let calendar: CalendarFeedModel
    let sessions: [SessionRow]
    let others: PageForm?

    init(_ visit: Visit, _ factor: SecondFactorState, _ list: SessionList, _ calendar: CalendarFeedState) {
        let words = visit.words
        let viewer = visit.viewer
        facts = SummaryList([
            SummaryList.Row(words("people.name"), viewer.name),
            SummaryList.Row(words("people.email"), viewer.email),
            SummaryList.Row(words("people.pseudonym"), viewer.pseudonym),
            SummaryList.Row(words("people.organisation"), viewer.organisation.name),
            SummaryList.Row(words("contract.country"), words.country(viewer.organisation.country)),
            SummaryList.Row(words("people.time_zone"), viewer.timeZone),
        ])
        roles = viewer.roles.map { role in
            RoleRow(
                name: words.role(role.role), scope: words.find("workflow.scopes.\(role.scope)") ?? role.scope,
                description: words.find("workflow.roles.\(role.role).description"))
        }
        hasRoles = !roles.isEmpty
        self.factor = SecondFactorModel(factor, visit)
        self.calendar = CalendarFeedModel(calendar, visit)
        sessions = list.items.map { SessionRow($0, visit) }
        let hasOthers = list.items.contains { !$0.isThis && $0.kind == "browser" }
        others = hasOthers ? PageForm("/account/sessions/revocations", visit) : nil
    }
}

/// The part of the account page about the second factor.
struct SecondFactorModel: Sendable {
    let state: StatusTag
    let text: String
    let enrol: PageForm
    let enrolLabel: String
    let renewCodes: PageForm?
    let removal: PageForm?

    init(_ factor: SecondFactorState, _ visit: Visit) {
        let words = visit.words
        let path = SecondFactorPages.path
        state =
            factor.isEnrolled
            ? StatusTag(words("second_factor.on"), .done) : StatusTag(words("second_factor.off"), .quiet)
        text =
            factor.isEnrolled
            ? words.count("second_factor.codes_left", factor.recoveryCodesLeft)
            : words("second_factor.why")
        enrol = PageForm(path + "/offers", visit)
        enrolLabel = words(factor.isEnrolled ? "second_factor.replace" : "second_factor.set_up")
        renewCodes = factor.isEnrolled ? PageForm(path + "/recovery-codes", visit) : nil
        removal = factor.isEnrolled && !factor.isRequired ? PageForm(path + "/removal", visit) : nil
    }
}

/// One session or token on the account page.
struct SessionRow: Sendable {
    let name: String
    let network: String
    let began: String
    let seen: String
    let tag: StatusTag?
    let revocation: PageForm?

    init(_ session: SessionList.Session, _ visit: Visit) {
        let words = visit.words
        let agent = session.agent.flatMap { words.find("sessions.agents.\($0)") }
        name =
            session.kind == "api"
            ? words("sessions.token", ["label": session.label ?? ""])
            : agent ?? words("sessions.agents.other")
        network = session.network ?? words("sessions.unknown")
        began = words.moment(session.createdAt) ?? ""
        seen = words.moment(session.lastSeenAt) ?? ""
        tag = session.isThis ? StatusTag(words("sessions.this"), .active) : nil
        // This session ends by signing out, which leads somewhere.
        revocation =
            session.isThis
            ? nil : PageForm("/account/sessions/\(session.id.uuidString.lowercased())/revocation", visit)
    }
}
