import Accounts
import Foundation
import Hummingbird
import Postgres
import Web

/// A signed-in person's own second factor: enrolled anew, given new recovery codes, removed.
struct SecondFactorPages: Sendable {
    let pages: PageDesk
    let keys: FactorKeys

    static let path = "/account/second-factor"

    private struct Offered: Decodable, Sendable {
        let account: UUID
        let email: String
        let offeredSecret: Data?
    }

    func add(to routes: Routes) {
        routes.page(.get, "account/second-factor") { [self] _, context in
            try await asked(context) { try await show(FormInput([]), context) }
        }
        routes.page(.post, "account/second-factor/offers") { [self] _, context in
            try await asked(context) { try await offer(context) }
        }
        routes.page(.post, "account/second-factor") { [self] request, context in
            let form = try await FormInput.read(request, context)
            return try await asked(context) { try await enrol(form, context) }
        }
        routes.page(.post, "account/second-factor/recovery-codes") { [self] _, context in
            try await asked(context) { try await renewCodes(context) }
        }
        routes.page(.post, "account/second-factor/removal") { [self] _, context in
            try await asked(context) {
                _ = try await pages.desk.ask(context.caller, SessionQueries.removeFactor)
                return pages.done("second_factor_removed", at: "/account")
            }
        }
    }

    // A session that was not confirmed for long is led to where it can be, and back to the account.
    private func asked(_ context: SignedInContext, _ work: () async throws -> Response) async throws
        -> Response
    {
        do {
            return try await work()
        } catch  where ConfirmationAddress.isAsked(by: error) {
            return pages.frame.redirect(to: ConfirmationAddress.returning(to: "/account"))
        }
    }

    private func offered(_ context: SignedInContext) async throws -> Offered {
        try await pages.desk.ask(context.caller, SessionQueries.offeredSecret).decoded()
    }

    private func offer(_ context: SignedInContext) async throws -> Response {
        let account = try await offered(context)
        let sealed = try keys.seal(FactorSecret(), for: account.account)
        _ = try await pages.desk.ask(context.caller, SessionQueries.offer(sealed))
        return pages.frame.redirect(to: Self.path)
    }

    private func enrol(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        guard let typed = form.text("code", atMost: 60) else { return try await show(form, context) }
        let account = try await offered(context)
        guard let sealed = account.offeredSecret else { return pages.frame.redirect(to: "/account") }
        let secret = try keys.open(sealed, for: account.account)
        guard let step = secret.step(of: typed, at: Date()) else {
            form.refuse("code", "code_refused")
            return try await show(form, context)
        }
        let codes = RecoveryCode.set()
        _ = try await pages.desk.ask(
            context.caller,
            SessionQueries.enrol(step: step, hashes: keys.hashes(codes, of: account.account)))
        return try await showCodes(codes, context)
    }

    private func renewCodes(_ context: SignedInContext) async throws -> Response {
        let account = try await offered(context)
        let codes = RecoveryCode.set()
        _ = try await pages.desk.ask(
            context.caller, SessionQueries.renewCodes(keys.hashes(codes, of: account.account)))
        return try await showCodes(codes, context)
    }

    private func show(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context, SessionQueries.offeredSecret)
        let account: Offered = try visit.answer(0)
        guard let sealed = account.offeredSecret else { return pages.frame.redirect(to: "/account") }
        let offered = OfferedFactor(
            email: account.email, secret: try keys.open(sealed, for: account.account))
        let model = EnrolmentModel(
            offered, action: Self.path, isRequired: false, form, csrf: visit.context.csrfToken, visit.words)
        let head = visit.head(
            model.title, in: .account, trail: [visit.step(.account)], problems: form.problems,
            labels: ["code": visit.words("second_factor.code.label")])
        return try pages.page("People/enrolment", model, head, visit)
    }

    private func showCodes(_ codes: [RecoveryCode], _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context)
        let model = RecoveryCodesModel(codes, next: "/account", visit.words)
        let head = visit.head(visit.words("second_factor.codes.title"), in: .account)
        return try pages.page("People/recovery-codes", model, head, visit)
    }
}
