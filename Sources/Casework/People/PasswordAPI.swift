import Accounts
import Hummingbird
import Web

/// Another password over the API, for a session of a browser: a program's token may not take an account away.
struct PasswordAPI {
    let desk: Desk
    let change: PasswordChange

    func add(to routes: Routes) {
        routes.api(.post, "account/password", access: .signedIn, operation: operation) {
            [self] request, context in
            let viewer: Viewer = try await desk.ask(context.caller, all: [Viewer.sql])[0].decoded()
            let (present, password) = try await JSONBody.read(request, context).fields { fields in
                Self.read(fields, personal: viewer.passwordWords)
            }
            switch try await change.change(session: context.caller.token, present: present, to: password) {
            case .changed: return JSONReply(.object(["changed": .boolean(true)]))
            case .refused: throw Refusal.invalid([RefusalReason("password_wrong", pointer: "/present")])
            case .wait(let seconds):
                let reason = RefusalReason("sign_in_wait", detail: String(seconds), pointer: "/present")
                throw Refusal(429, "sign_in_wait", reasons: [reason], retryAfter: seconds)
            }
        }
    }

    private static func read(_ fields: JSONFields, personal: [String]) -> (String, String) {
        let present = text(fields, "present")
        let password = text(fields, "password")
        guard !password.isEmpty else { return (present, password) }
        for fault in PasswordRules.faults(in: password, personal: personal) {
            fields.refuse("password", fault.rawValue)
        }
        return (present, password)
    }

    // As it was typed: blanks belong to a password.
    private static func text(_ fields: JSONFields, _ key: String) -> String {
        guard let value = fields.optionalValue(key), value != .string("") else {
            fields.refuse(key, "missing")
            return ""
        }
        guard let text = value.text else {
            fields.refuse(key, "wrong_type", detail: "string")
            return ""
        }
        if text.count > 2_000 { fields.refuse(key, "too_long", detail: "2000") }
        return text
    }

    private var operation: Operation {
        let text = Schema.text(length: 1...2_000, format: nil)
        return Operation(
            "changePassword", tag: "people",
            body: .json(.object([.required("present", text), .required("password", text)])),
            answer: .ok(.object([.required("changed", .boolean)])), problems: [400, 403, 413, 415, 422])
    }
}
