import Accounts
import Web

/// A new password, typed twice. What was typed is never shown again.
struct NewPasswordFields: Sendable {
    let password: TextField
    let again: TextField

    init(_ typed: FormInput, _ words: PageWords) {
        password = TextField(
            name: "password", label: words("new_password.label"), hint: words("new_password.hint"),
            error: words.reasons.error(of: "password", in: typed.problems), type: "password",
            autocomplete: "new-password")
        again = TextField(
            name: "again", label: words("new_password.again"),
            error: words.reasons.error(of: "again", in: typed.problems), type: "password",
            autocomplete: "new-password")
    }

    /// The password, when it may be used and both fields say the same; otherwise the form has the problems.
    static func read(_ form: FormInput, personal: [String]) -> String? {
        let password = String(form.typed("password").prefix(2_000))
        if password.isEmpty {
            form.refuse("password", "missing")
            return nil
        }
        let faults = PasswordRules.faults(in: password, personal: personal)
        faults.forEach { form.refuse("password", $0.rawValue) }
        if password != String(form.typed("again").prefix(2_000)) { form.refuse("again", "passwords_differ") }
        return form.hasProblems ? nil : password
    }

    static func labels(_ words: PageWords) -> [String: String] {
        ["password": words("new_password.label"), "again": words("new_password.again")]
    }
}

extension String {
    /// The words of a mail address that a password must not be made of.
    var addressWords: [String] { [self] + split(whereSeparator: { "@.".contains($0) }).map(String.init) }
}
