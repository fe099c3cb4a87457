import Accounts
import Foundation
import Hummingbird
import Postgres
import Web

/// The door: signing in and out on pages.
struct SignInPages: Sendable {
    let pages: PageDesk
    let door: DoorKeeper

    func add(to routes: Routes) {
        routes.page(.get, "sign-in", access: .open) { [self] request, context in
            let query = QueryInput(request)
            return try show(
                SignInModel(email: "", next: query["next"] ?? "", [], context, pages.frame), context,
                message: query["done"].flatMap { Self.messages.contains($0) ? "done.\($0)" : nil })
        }
        routes.page(.post, "sign-in", access: .open) { [self] request, context in
            try await enter(
                try await FormInput.read(request, context), context, request.headers[.userAgent])
        }
        routes.page(.post, "sign-out") { [self] _, context in
            _ = try await pages.desk.ask(
                context.caller, "SELECT to_json(casebridge.sign_out()::text) AS answer")
            return pages.frame.redirect(to: "/?done=signed_out").setting(cookie: SessionCookie.clear)
        }
    }

    // What may have been done right before; nobody can put other words on the page by an address.
    private static let messages: Set = ["joined", "password_changed"]

    private func enter(_ form: FormInput, _ context: WebContext, _ userAgent: String?) async throws
        -> Response
    {
        let email = form.text("email", atMost: 300)
        // Blanks belong to a password; only its length is looked at here.
        let password = String(form.typed("password").prefix(2_000))
        if password.isEmpty { form.refuse("password", "missing") }
        guard let email, !form.hasProblems else { return try again(form, context) }
        let visitor = Visitor(network: context.network, agent: AgentFamily(userAgent: userAgent))
        let next = SignInAddress.localPath(form.typed("next")) ?? "/"
        switch try await door.signIn(email: email, password: password, by: visitor) {
        case .signedIn(let token, _):
            return pages.frame.redirect(to: next).setting(cookie: SessionCookie.set(token))
        case .owesCode(let ticket): return step("/sign-in/code", next, ticket)
        case .owesEnrolment(let ticket): return step("/sign-in/second-factor", next, ticket)
        case .refused:
            form.refuse("email", "sign_in_refused")
            return try again(form, context)
        case .wait(let seconds):
            form.refuse("email", "sign_in_wait", detail: String(seconds))
            var response = try again(form, context, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
    }

    private func step(_ page: String, _ next: String, _ ticket: SecretToken) -> Response {
        pages.frame.redirect(to: PageAddress(page).with("next", next == "/" ? nil : next))
            .setting(cookie: TicketCookie.set(ticket))
    }

    private func again(
        _ form: FormInput, _ context: WebContext, status: HTTPResponse.Status? = nil
    ) throws -> Response {
        let model = SignInModel(
            email: form.typed("email"), next: form.typed("next"), form.problems, context, pages.frame)
        return try show(model, context, problems: form.problems, status: status)
    }

    private func show(
        _ model: SignInModel, _ context: WebContext, problems: [RefusalReason] = [],
        status: HTTPResponse.Status? = nil, message: String? = nil
    ) throws -> Response {
        let head = PageHead(
            title: pages.frame.text("frame.sign_in", context), problems: problems,
            message: message.map { pages.frame.text($0, context) })
        return try pages.frame.page("People/sign-in", model, head, context, status: status)
    }
}

/// The sign-in page, template `People/sign-in`.
struct SignInModel: Sendable {
    let csrf: String?
    let next: String
    let email: TextField
    let password: TextField
}

extension SignInModel {
    init(email: String, next: String, _ problems: [RefusalReason], _ context: WebContext, _ frame: Frame) {
        let reasons = frame.reasons(context)
        csrf = context.csrfToken
        self.next = SignInAddress.localPath(next) ?? ""
        self.email = TextField(
            name: "email", label: frame.text("people.email", context), value: email,
            error: reasons.error(of: "email", in: problems), type: "email", autocomplete: "username")
        password = TextField(
            name: "password", label: frame.text("people.password", context),
            error: reasons.error(of: "password", in: problems), type: "password",
            autocomplete: "current-password")
    }
}
