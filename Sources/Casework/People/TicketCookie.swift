import Accounts
import Hummingbird
import Web

/// The cookie of whoever gave the right password and owes a code: a ticket for the second step alone. It is no
/// session's cookie, and PostgreSQL knows no session by it.
enum TicketCookie {
    static let name = "__Host-casebridge-step"

    static func set(_ ticket: SecretToken) -> String {
        "\(name)=\(ticket.text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=900"
    }

    static let clear = "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"

    static func read(_ request: Request) -> SecretToken? {
        request.cookies[name].flatMap { SecretToken(parsing: $0.value) }
    }
}
