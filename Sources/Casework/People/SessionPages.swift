import Hummingbird
import Postgres
import Web

/// Ending one's own sessions from the account page.
struct SessionPages: Sendable {
    let pages: PageDesk

    func add(to routes: Routes) {
        routes.page(.post, "account/sessions/:id/revocation") { [self] _, context in
            _ = try await pages.desk.ask(context.caller, SessionQueries.revoke(try context.id()))
            return pages.done("session_revoked", at: "/account")
        }
        routes.page(.post, "account/sessions/revocations") { [self] _, context in
            _ = try await pages.desk.ask(context.caller, SessionQueries.revokeOthers)
            return pages.done("other_sessions_revoked", at: "/account")
        }
    }
}
