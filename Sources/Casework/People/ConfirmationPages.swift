import Accounts
import Foundation
import Hummingbird
import Web

/// Being asked again who one is, by password or code, before an approval, a seal or a change of the second factor.
struct ConfirmationPages: Sendable {
    let pages: PageDesk
    let confirmation: Confirmation

    func add(to routes: Routes) {
        routes.page(.get, "account/confirmation") { [self] request, context in
            try await show(FormInput([("next", QueryInput(request)["next"] ?? "")]), context)
        }
        routes.page(.post, "account/confirmation") { [self] request, context in
            try await confirm(try await FormInput.read(request, context), context)
        }
    }

    private func confirm(_ form: FormInput, _ context: SignedInContext) async throws -> Response {
        // Blanks belong to a password; only its length is looked at here.
        let proof = String(form.typed("proof").prefix(2_000))
        guard !proof.isEmpty else {
            form.refuse("proof", "missing")
            return try await show(form, context)
        }
        switch try await confirmation.confirm(session: context.caller.token, proof: proof) {
        case .confirmed:
            return pages.done("confirmed", at: SignInAddress.localPath(form.typed("next")) ?? "/account")
        case .refused:
            form.refuse("proof", "proof_refused")
            return try await show(form, context)
        case .wait(let seconds):
            form.refuse("proof", "sign_in_wait", detail: String(seconds))
            var response = try await show(form, context, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
    }

    private func show(_ form: FormInput, _ context: SignedInContext, status: HTTPResponse.Status? = nil)
        async throws -> Response
    {
        let visit = try await pages.visit(context, SessionQueries.secondFactor)
        let model = ConfirmationModel(form, try visit.answer(0), visit)
        let head = visit.head(
            visit.words("confirmation.title"), in: .account, problems: form.problems,
            labels: ["proof": model.proof.label])
        return try pages.page("People/confirmation", model, head, visit, status: status)
    }
}

/// The page that asks again, template `People/confirmation`.
struct ConfirmationModel: Sendable {
    struct Proof: Sendable {
        let label: String
        let field: TextField
    }

    let form: PageForm
    let next: String
    let proof: Proof

    init(_ typed: FormInput, _ factor: SecondFactorState, _ visit: Visit) {
        let words = visit.words
        form = PageForm(ConfirmationAddress.path, visit)
        next = SignInAddress.localPath(typed.typed("next")) ?? ""
        let label = words(factor.isEnrolled ? "confirmation.password_or_code" : "people.password")
        proof = Proof(
            label: label,
            field: TextField(
                name: "proof", label: label,
                error: words.reasons.error(of: "proof", in: typed.problems), type: "password",
                autocomplete: "current-password"))
    }
}
