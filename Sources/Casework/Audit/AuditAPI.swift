import Foundation
import Hummingbird
import Postgres
import Web

enum AuditQueries {
    static func list(_ filter: JSONMembers) -> SQL {
        "SELECT casebridge.audit_list(\(JSONText(JSON.object(filter).description))) AS answer"
    }
}

/// The organisation's log for its auditors, in order, each event with its hash and the one before.
struct AuditAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "audit", access: .signedIn, operation: list) { [desk] request, context in
            JSONReply.page(
                try await desk.ask(context.caller, AuditQueries.list(try Self.filter(request))), request)
        }
    }

    /// What the list is narrowed by; `skipped` are parameters that the page found wrong itself.
    static func filter(_ request: Request, skipping skipped: [String] = []) throws -> JSONMembers {
        let query = QueryInput(request)
        var filter: JSONMembers = ["limit": .integer(try query.integer("limit", 1...100) ?? 50)]
        for name in ["kind", "action"] {
            if let text = try query.text(name, atMost: 60) { filter[name] = .string(text) }
        }
        for name in ["id", "actor"] {
            guard let text = query[name] else { continue }
            guard let id = UUID(uuidString: text) else {
                throw Refusal(
                    400, "malformed_query",
                    reasons: [RefusalReason("wrong_type", detail: "uuid", pointer: "?\(name)")])
            }
            filter[name] = .string(id.uuidString.lowercased())
        }
        for name in ["from", "to"] where !skipped.contains(name) {
            if let date = try query.date(name) { filter[name] = .string(date.description) }
        }
        if let text = query["cursor"] {
            let parts = try Cursor(text, count: 4).parts
            guard let time = Int64(parts[0]), let chain = UUID(uuidString: parts[1]),
                let seq = Int64(parts[3])
            else {
                throw Refusal.malformed("malformed_cursor")
            }
            filter["after_at"] = .number(String(time))
            filter["after_chain"] = .string(chain.uuidString.lowercased())
            filter["after_kind"] = .string(parts[2])
            filter["after_seq"] = .number(String(seq))
        }
        return filter
    }

    private var list: Operation {
        Operation(
            "listAuditEvents", tag: "audit",
            query: [
                .init("kind", .upTo(60)), .init("id", .uuid), .init("actor", .uuid),
                .init("action", .upTo(60)), .init("from", .date), .init("to", .date),
            ] + Operation.Parameter.paging,
            answer: .ok(.page(of: .named("AuditEvent", .map(.anything)))), problems: [400, 403])
    }
}
