import Accounts
import Hummingbird
import Web

/// Another password for whoever is signed in and knows the present one.
struct PasswordPages: Sendable {
    let pages: PageDesk
    let change: PasswordChange

    static let path = "/account/password"

    func add(to routes: Routes) {
        routes.page(.get, "account/password") { [self] _, context in
            try show(FormInput([]), try await pages.visit(context))
        }
        routes.page(.post, "account/password") { [self] request, context in
            try await change(try await FormInput.read(request, context), context)
        }
    }

    private func change(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        let visit = try await pages.visit(context)
        // Blanks belong to a password; only its length is looked at here.
        let present = String(form.typed("present").prefix(2_000))
        if present.isEmpty { form.refuse("present", "missing") }
        let password = NewPasswordFields.read(form, personal: visit.viewer.passwordWords)
        guard let password, !form.hasProblems else { return try show(form, visit) }
        switch try await change.change(session: context.caller.token, present: present, to: password) {
        case .changed: return pages.done("own_password_changed", at: "/account")
        case .refused:
            form.refuse("present", "password_wrong")
            return try show(form, visit)
        case .wait(let seconds):
            form.refuse("present", "sign_in_wait", detail: String(seconds))
            var response = try show(form, visit, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
    }

    private func show(_ form: FormInput, _ visit: Visit, status: HTTPResponse.Status? = nil) throws
        -> Response
    {
        let model = PasswordModel(form, visit)
        let labels = ["present": visit.words("own_password.present")].merging(
            NewPasswordFields.labels(visit.words)
        ) { $1 }
        let head = visit.head(
            visit.words("own_password.title"), in: .account, trail: [visit.step(.account)],
            problems: form.problems, labels: labels)
        return try pages.page("People/password", model, head, visit, status: status)
    }
}

/// The page on which a signed-in person chooses another password, template `People/password`.
struct PasswordModel: Sendable {
    let form: PageForm
    let email: String
    let present: TextField
    let fields: NewPasswordFields

    init(_ typed: FormInput, _ visit: Visit) {
        form = PageForm(PasswordPages.path, visit)
        email = visit.viewer.email
        present = TextField(
            name: "present", label: visit.words("own_password.present"),
            error: visit.words.reasons.error(of: "present", in: typed.problems), type: "password",
            autocomplete: "current-password")
        fields = NewPasswordFields(typed, visit.words)
    }
}

extension Viewer {
    /// The words that a password of this person must not be made of.
    var passwordWords: [String] { email.addressWords + [name, organisation.name] }
}
