import Foundation
import Hummingbird
import Postgres
import Web

enum AuthorityQueries {
    static func forCase(_ id: UUID) -> SQL { "SELECT casebridge.authorities_view(\(id)) AS answer" }
}

/// Authorities to which a case may be referred, with what the competence rules propose; a person decides.
struct AuthoritiesAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "authorities", access: .signedIn, operation: list) { [desk] request, context in
            guard let id = QueryInput(request)["case_id"].flatMap({ UUID(uuidString: $0) }) else {
                throw Refusal(
                    400, "malformed_query",
                    reasons: [RefusalReason("wrong_type", detail: "uuid", pointer: "?case_id")])
            }
            return JSONReply(try await desk.ask(context.caller, AuthorityQueries.forCase(id)))
        }
    }

    private var list: Operation {
        Operation(
            "listAuthorities", tag: "authorities", query: [.init("case_id", .uuid)],
            answer: .ok(.map(.anything)),
            problems: [400])
    }
}
