import Accounts
import Foundation
import Hummingbird
import Web

/// A forgotten password: asking for a link, and choosing another by it. Nobody is signed in by that.
struct NewPasswordPages: Sendable {
    let pages: PageDesk
    let links: LinkKeeper
    let hasMail: Bool

    func add(to routes: Routes) {
        routes.page(.get, "forgotten-password", access: .open) { [self] _, context in
            try forgotten(FormInput([]), context)
        }
        routes.page(.post, "forgotten-password", access: .open) { [self] request, context in
            try await ask(try await FormInput.read(request, context), context)
        }
        routes.page(.get, "new-password/:link", access: .open) { [self] _, context in
            try await choose(FormInput([("link", try context.parameter("link"))]), context)
        }
        routes.page(.post, "new-password", access: .open) { [self] request, context in
            try await change(try await FormInput.read(request, context), context)
        }
    }

    private func ask(_ form: FormInput, _ context: WebContext) async throws -> Response {
        guard hasMail, let email = form.text("email", atMost: 254) else {
            return try forgotten(form, context)
        }
        let seconds = try await links.forgot(email: email, network: context.network)
        guard seconds == 0 else {
            form.refuse("email", "sign_in_wait", detail: String(seconds))
            var response = try forgotten(form, context, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
        // The same words for every address: nobody learns here who has an account.
        let words = context.words(pages)
        return try pages.frame.page(
            "People/link-asked",
            NoticeModel(title: words("new_password.asked.title"), text: words("new_password.asked.text")),
            PageHead(title: words("new_password.asked.title")), context)
    }

    private func forgotten(_ form: FormInput, _ context: WebContext, status: HTTPResponse.Status? = nil)
        throws
        -> Response
    {
        let words = context.words(pages)
        let model = ForgottenModel(form, csrf: context.csrfToken, hasMail: hasMail, words)
        let head = PageHead(
            title: words("new_password.forgotten.title"), problems: form.problems,
            labels: ["email": words("people.email")])
        return try pages.frame.page("People/forgotten-password", model, head, context, status: status)
    }

    private func change(_ form: FormInput, _ context: WebContext) async throws -> Response {
        guard let link = SecretToken(parsing: form.typed("link")), let owner = try await links.owner(link)
        else {
            return try LinkEnded.response(pages, context)
        }
        let personal = owner.email.addressWords + [owner.name]
        guard let password = NewPasswordFields.read(form, personal: personal) else {
            return try await choose(form, context)
        }
        guard try await links.changePassword(link, to: password) else {
            return try LinkEnded.response(pages, context)
        }
        return pages.frame.redirect(to: "/sign-in?done=password_changed").setting(cookie: SessionCookie.clear)
    }

    private func choose(_ form: FormInput, _ context: WebContext) async throws -> Response {
        guard let link = SecretToken(parsing: form.typed("link")), let owner = try await links.owner(link)
        else {
            return try LinkEnded.response(pages, context)
        }
        let words = context.words(pages)
        let model = ChoosePasswordModel(form, owner, csrf: context.csrfToken, words)
        let head = PageHead(
            title: words("new_password.choose.title"), problems: form.problems,
            labels: NewPasswordFields.labels(words))
        return try pages.frame.page("People/new-password", model, head, context)
    }
}

/// A page of a title and a text.
struct NoticeModel: Sendable {
    let title: String
    let text: String
}

/// The page of a link that opens nothing any more: used, too old, or replaced by another.
enum LinkEnded {
    static func response(_ pages: PageDesk, _ context: WebContext) throws -> Response {
        let words = context.words(pages)
        let model = NoticeModel(
            title: words("new_password.ended.title"), text: words("new_password.ended.text"))
        return try pages.frame.page(
            "People/link-ended", model, PageHead(title: model.title), context, status: .gone)
    }
}

/// The page that asks for the address, template `People/forgotten-password`.
struct ForgottenModel: Sendable {
    let csrf: String?
    let email: TextField
    let isOpen: Bool

    init(_ typed: FormInput, csrf: String?, hasMail: Bool, _ words: PageWords) {
        self.csrf = csrf
        isOpen = hasMail
        email = TextField(
            name: "email", label: words("people.email"), value: typed.typed("email"),
            error: words.reasons.error(of: "email", in: typed.problems), type: "email",
            autocomplete: "username")
    }
}

/// The page on which a new password is chosen, template `People/new-password`.
struct ChoosePasswordModel: Sendable {
    let csrf: String?
    let link: String
    let email: String
    let fields: NewPasswordFields

    init(_ typed: FormInput, _ owner: PasswordOwner, csrf: String?, _ words: PageWords) {
        self.csrf = csrf
        link = typed.typed("link")
        email = owner.email
        fields = NewPasswordFields(typed, words)
    }
}
