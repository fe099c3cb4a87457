import Foundation
import Web

/// What a form carries beside its fields: where it goes, the session's token, the version that was shown, and a
/// token by which a second click has no second effect. Partial `PageKit/form-head` writes the hidden fields.
struct PageForm: Sendable {
    let action: String
    let csrf: String
    let version: String?
    let submitToken: String

    init(_ action: String, _ visit: Visit, version: Int64? = nil) {
        self.action = action
        csrf = visit.context.csrfToken ?? ""
        self.version = version.map { String($0) }
        submitToken = UUID().uuidString.lowercased()
    }
}

extension Once {
    /// By the form's own token, nil when it carries none.
    init?(_ form: FormInput, _ route: String) {
        let token = UUID(uuidString: form.typed("submit_token"))?.uuidString
        let content = form.fields.filter { $0.name != "csrf" }.map { "\($0.name)=\($0.value)" }
        self.init(key: token, route: route, payload: Array(content.joined(separator: "\u{1F}").utf8))
    }
}
