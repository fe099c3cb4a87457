import Accounts
import Crypto
import Foundation

/// The hidden field of a session's forms: HMAC-SHA-256 of a fixed text under the session's token. It can be
/// made again at every request, so nothing is stored, and tells nothing of the token.
enum CSRFToken {
    static func text(for session: SecretToken) -> String {
        Base64URL.encode(code(session))
    }

    static func matches(_ text: String, _ session: SecretToken) -> Bool {
        guard let given = Base64URL.decode(text) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(given, authenticating: label, using: key(session))
    }

    private static let label = Data("casebridge-csrf-v1".utf8)

    private static func key(_ session: SecretToken) -> SymmetricKey {
        SymmetricKey(data: Data(session.text.utf8))
    }

    private static func code(_ session: SecretToken) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: label, using: key(session)))
    }
}

/// Whether the check of the token is done, or is for the reader of a multipart form to do.
enum CSRFCheck: Sendable {
    case passed
    case inForm(SecretToken)

    func check(_ fields: [(name: String, value: String)]) throws(Refusal) {
        guard case .inForm(let session) = self else { return }
        guard let field = fields.first(where: { $0.name == "csrf" }), CSRFToken.matches(field.value, session)
        else {
            throw Refusal(403, "csrf")
        }
    }

    /// For routes that read no multipart form, where a token in such a form would never be looked at.
    func requirePassed() throws(Refusal) {
        if case .inForm = self { throw Refusal(403, "csrf") }
    }
}
