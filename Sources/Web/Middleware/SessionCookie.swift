import HTTPTypes
import Accounts
import Hummingbird

/// The session's cookie: bound to this host by its prefix, unseen by scripts, not sent along from other
/// sites' forms.
public enum SessionCookie {
    /// Name with the prefix that browsers enforce (Secure, Path=/, no Domain).
    public static let name = "__Host-casebridge"

    /// `Set-Cookie` for a new session; it ends with the browser, the server's limits are in the session's
    /// row.
    public static func set(_ token: SecretToken) -> String {
        "\(name)=\(token.text); Path=/; Secure; HttpOnly; SameSite=Lax"
    }

    /// `Set-Cookie` that removes it.
    public static let clear = "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
}

/// Remembers a chosen language for a year; no personal data.
enum LanguageCookie {
    static let name = "lang"

    static func set(_ language: Language) -> String {
        "\(name)=\(language.code); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"
    }
}

extension Response {
    /// The same answer with one more cookie.
    public func setting(cookie: String) -> Response {
        var response = self
        response.headers.append(HTTPField(name: .setCookie, value: cookie))
        return response
    }
}
