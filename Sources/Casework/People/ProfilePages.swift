import Foundation
import Hummingbird
import Postgres
import Web

/// What somebody says of the own person: name, pseudonym, languages, regions, time zone, and how often mails come.
struct ProfilePages: Sendable {
    let pages: PageDesk
    let hasMail: Bool

    static let path = "/account/profile"

    func add(to routes: Routes) {
        routes.page(.get, "account/profile") { [self] _, context in try await show(nil, context) }
        routes.page(.post, "account/profile") { [self] request, context in
            try await change(try await FormInput.read(request, context), context)
        }
    }

    private func change(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let input = ProfileInput(form)
        let languages = pages.frame.locales.languages.map(\.code)
        if !languages.contains(input.language) { form.refuse("language", "language_unknown") }
        _ = form.text("name", atMost: 200)
        _ = form.text("pseudonym", atMost: 60)
        let version = form.version()
        guard let version, !form.hasProblems else { return try await show(form, context) }
        do {
            _ = try await pages.desk.ask(
                context.caller, ProfileQueries.change(input.patch, expected: version))
            return pages.done("profile_changed", at: Self.path)
        } catch let error as PostgresError where error.sqlState == "MV412" {
            // The newer version goes with what was typed: sending it again is a decision.
            form.refuse("name", "profile_stale")
            return try await show(form, context)
        } catch {
            try form.take(error)
            return try await show(form, context)
        }
    }

    private func show(_ form: FormInput?, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, ProfileQueries.view)
        let profile: Profile = try visit.answer(0)
        let model = ProfileModel(
            form.map(ProfileInput.init) ?? ProfileInput(profile), version: profile.version,
            own: LanguageNames.choices(pages.frame.locales), hasMail: hasMail, form?.problems ?? [], visit)
        let head = visit.head(
            visit.words("profile.title"), in: .account, trail: [visit.step(.account)],
            problems: form?.problems ?? [], labels: model.labels)
        return try pages.page("People/profile", model, head, visit)
    }
}
