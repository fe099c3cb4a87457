import Accounts
import Web

/// The page that asks for a code, template `People/code`.
struct CodeModel: Sendable {
    let csrf: String?
    let next: String
    let code: TextField

    init(_ form: FormInput, _ context: WebContext, _ words: PageWords) {
        csrf = context.csrfToken
        next = SignInAddress.localPath(form.typed("next")) ?? ""
        code = CodeField.make(form, hint: words("second_factor.code.hint"), words)
    }
}

/// The page that shows a new secret and asks for its first code, template `People/enrolment`.
struct EnrolmentModel: Sendable {
    let title: String
    let intro: String
    let action: String
    let csrf: String?
    let next: String
    let qr: QRCode?
    let secret: String
    let code: TextField

    init(
        _ offered: OfferedFactor, action: String, isRequired: Bool, _ form: FormInput, csrf: String?,
        _ words: PageWords
    ) {
        title = words("second_factor.enrol.title")
        intro = words(isRequired ? "second_factor.enrol.required" : "second_factor.enrol.intro")
        self.action = action
        self.csrf = csrf
        next = SignInAddress.localPath(form.typed("next")) ?? ""
        qr = QRCode(offered.secret.link(account: offered.email, issuer: words("frame.product")))
        secret = offered.secret.text
        code = CodeField.make(form, hint: words("second_factor.enrol.code_hint"), words)
    }
}

/// The recovery codes, shown once, template `People/recovery-codes`.
struct RecoveryCodesModel: Sendable {
    let codes: [String]
    let next: String

    init(_ codes: [RecoveryCode], next: String, _ words: PageWords) {
        self.codes = codes.map(\.text)
        self.next = next
    }
}

/// The field of a code; what was typed is never shown again.
enum CodeField {
    static func make(_ form: FormInput, hint: String, _ words: PageWords) -> TextField {
        TextField(
            name: "code", label: words("second_factor.code.label"), hint: hint,
            error: words.reasons.error(of: "code", in: form.problems), autocomplete: "one-time-code")
    }
}
