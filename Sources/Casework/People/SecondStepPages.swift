import Accounts
import Foundation
import Hummingbird
import Web

/// Signing in, second step: the code of whoever has a second factor, or the enrolment of whoever must have one.
struct SecondStepPages: Sendable {
    let pages: PageDesk
    let secondStep: SecondStep

    func add(to routes: Routes) {
        routes.page(.get, "sign-in/code", access: .open) { [self] request, context in
            guard TicketCookie.read(request) != nil else { return startAgain() }
            return try code(FormInput([("next", QueryInput(request)["next"] ?? "")]), context)
        }
        routes.page(.post, "sign-in/code", access: .open) { [self] request, context in
            let form = try await FormInput.read(request, context)
            guard let ticket = TicketCookie.read(request) else { return startAgain() }
            return try await takeCode(form, ticket, context)
        }
        routes.page(.get, "sign-in/second-factor", access: .open) { [self] request, context in
            guard let ticket = TicketCookie.read(request) else { return startAgain() }
            return try await enrolment(
                FormInput([("next", QueryInput(request)["next"] ?? "")]), ticket, context)
        }
        routes.page(.post, "sign-in/second-factor", access: .open) { [self] request, context in
            let form = try await FormInput.read(request, context)
            guard let ticket = TicketCookie.read(request) else { return startAgain() }
            return try await enrol(form, ticket, context)
        }
    }

    private func takeCode(_ form: FormInput, _ ticket: SecretToken, _ context: WebContext) async throws
        -> Response
    {
        guard let typed = form.text("code", atMost: 60) else { return try code(form, context) }
        switch try await secondStep.signIn(ticket: ticket, code: typed) {
        case .signedIn(let session):
            let next = SignInAddress.localPath(form.typed("next")) ?? "/"
            return pages.frame.redirect(to: next).setting(cookie: SessionCookie.set(session))
                .setting(cookie: TicketCookie.clear)
        case .refused:
            form.refuse("code", "code_refused")
            return try code(form, context)
        case .wait(let seconds):
            form.refuse("code", "sign_in_wait", detail: String(seconds))
            return try code(form, context, wait: seconds)
        }
    }

    private func enrol(_ form: FormInput, _ ticket: SecretToken, _ context: WebContext) async throws
        -> Response
    {
        guard let typed = form.text("code", atMost: 60) else {
            return try await enrolment(form, ticket, context)
        }
        switch try await secondStep.enrol(ticket: ticket, code: typed) {
        case .enrolled(let session, let codes):
            let words = context.words(pages)
            let model = RecoveryCodesModel(
                codes, next: SignInAddress.localPath(form.typed("next")) ?? "/", words)
            let head = PageHead(title: words("second_factor.codes.title"))
            return try pages.frame.page("People/recovery-codes", model, head, context)
                .setting(cookie: SessionCookie.set(session)).setting(cookie: TicketCookie.clear)
        case .refused:
            form.refuse("code", "code_refused")
            return try await enrolment(form, ticket, context)
        case .wait(let seconds):
            form.refuse("code", "sign_in_wait", detail: String(seconds))
            return try await enrolment(form, ticket, context, wait: seconds)
        }
    }

    private func code(_ form: FormInput, _ context: WebContext, wait: Int? = nil) throws -> Response {
        let words = context.words(pages)
        let model = CodeModel(form, context, words)
        return try page("People/code", model, words("second_factor.code.title"), form, context, wait)
    }

    private func enrolment(
        _ form: FormInput, _ ticket: SecretToken, _ context: WebContext, wait: Int? = nil
    ) async throws -> Response {
        guard let offered = try await secondStep.offer(ticket: ticket) else { return startAgain() }
        let words = context.words(pages)
        let model = EnrolmentModel(
            offered, action: "/sign-in/second-factor", isRequired: true, form, csrf: context.csrfToken, words)
        return try page("People/enrolment", model, model.title, form, context, wait)
    }

    private func page(
        _ template: String, _ model: some Sendable, _ title: String, _ form: FormInput,
        _ context: WebContext, _ wait: Int?
    ) throws -> Response {
        let head = PageHead(title: title, problems: form.problems)
        var response = try pages.frame.page(
            template, model, head, context, status: wait == nil ? nil : .tooManyRequests)
        if let wait { response.headers[.retryAfter] = String(wait) }
        return response
    }

    // Without a ticket, or with one that has ended, the password comes first again.
    private func startAgain() -> Response {
        pages.frame.redirect(to: SignInAddress.path).setting(cookie: TicketCookie.clear)
    }
}
