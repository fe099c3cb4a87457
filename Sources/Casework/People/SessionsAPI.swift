import Hummingbird
import Web

/// One's own sessions and tokens over the API.
struct SessionsAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "account/sessions", access: .signedIn, operation: list) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, SessionQueries.list))
        }
        routes.api(.post, "account/sessions/:id/revocation", access: .signedIn, operation: revoke) {
            [desk] _, context in
            JSONReply.created(
                try await desk.ask(context.caller, SessionQueries.revoke(try context.id())))
        }
        routes.api(.post, "account/sessions/revocations", access: .signedIn, operation: revokeOthers) {
            [desk] _, context in
            JSONReply.created(try await desk.ask(context.caller, SessionQueries.revokeOthers))
        }
    }

    private var list: Operation {
        Operation("listSessions", tag: "people", answer: .ok(.map(.anything)))
    }

    private var revoke: Operation {
        Operation("revokeSession", tag: "people", answer: .created(.map(.anything)), problems: [404])
    }

    private var revokeOthers: Operation {
        Operation("revokeOtherSessions", tag: "people", answer: .created(.map(.anything)))
    }
}
