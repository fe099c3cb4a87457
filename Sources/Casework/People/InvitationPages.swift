import Foundation
import Hummingbird
import Mail
import Postgres
import Web

/// Inviting people to the own organisation, and what became of it.
struct InvitationPages: Sendable {
    let pages: PageDesk
    let hasMail: Bool

    func add(to routes: Routes) {
        routes.page(.get, "invitations") { [self] _, context in try await show(nil, context) }
        routes.page(.post, "invitations") { [self] request, context in
            try await invite(try await FormInput.read(request, context), context)
        }
        routes.page(.post, "invitations/:id/renewal") { [self] _, context in
            let sql = InvitationQueries.renew(try context.id())
            if !hasMail { try await NoMail.refuse(context.caller, pages.desk) }
            _ = try await pages.desk.ask(context.caller, sql)
            return pages.done("invitation_renewed", at: "/invitations")
        }
        routes.page(.post, "invitations/:id/revocation") { [self] _, context in
            _ = try await pages.desk.ask(context.caller, InvitationQueries.revoke(try context.id()))
            return pages.done("invitation_revoked", at: "/invitations")
        }
    }

    private func invite(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let email = form.text("email", atMost: 254)
        if let email, MailAddress(email) == nil { form.refuse("email", "email_malformed") }
        let language = pages.frame.locales.languages.first { $0.code == form.typed("language") }
        if language == nil { form.refuse("language", "language_unknown") }
        guard let email, let language, !form.hasProblems else { return try await show(form, context) }
        do {
            if !hasMail { try await NoMail.refuse(context.caller, pages.desk) }
            let sql = InvitationQueries.invite(
                email, language: language.code, roles: Array(form.all("roles").prefix(10)))
            _ = try await pages.desk.make(context.caller, Once(form, "POST /invitations"), sql)
            return pages.done("invited", at: "/invitations")
        } catch {
            try form.take(error)
            return try await show(form, context)
        }
    }

    private func show(_ form: FormInput?, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, InvitationQueries.list, PeopleQueries.roles)
        let model = InvitationsModel(
            try visit.answer(0), roles: try visit.answer(1),
            languages: LanguageNames.choices(pages.frame.locales),
            hasMail: hasMail, form, visit)
        let part = SitePart.people.isOffered(to: visit.viewer) ? SitePart.people : .monitors
        let head = visit.head(
            model.title, in: part, trail: [visit.step(part)],
            problems: form?.problems ?? [],
            labels: [
                "email": visit.words("people.email"), "language": visit.words("invitations.language"),
                "roles": visit.words("people.roles"),
            ])
        return try pages.page("People/invitations", model, head, visit)
    }
}

/// The languages of pages and mails, each by its own name.
enum LanguageNames {
    static func choices(_ locales: Locales) -> [Choice] {
        locales.languages.map {
            Choice($0.code, locales.text("frame.language_name", $0), language: $0.code)
        }
    }
}
