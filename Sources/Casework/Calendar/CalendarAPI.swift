import Hummingbird
import Postgres
import Web

/// Due dates over the API.
struct CalendarAPI {
    let desk: Desk

    func add(to routes: Routes) {
        routes.api(.get, "clocks", access: .signedIn, operation: operation) { [desk] request, context in
            let query = QueryInput(request)
            guard let from = try query.date("from"), let end = try query.date("to") else {
                let name = query["from"] == nil ? "?from" : "?to"
                throw Refusal(400, "malformed_query", reasons: [RefusalReason("missing", pointer: name)])
            }
            guard from < end else {
                throw Refusal(
                    400, "malformed_query",
                    reasons: [RefusalReason("not_a_choice", detail: "> \(from)", pointer: "?to")])
            }
            let sql = CalendarQueries.list(
                from: from, to: end, limit: try query.integer("limit", 1...100) ?? 50,
                after: try DatedPlace.read(query))
            return JSONReply.page(try await desk.ask(context.caller, sql), request)
        }
    }

    private var operation: Operation {
        Operation(
            "listClocks", tag: "clocks",
            query: [.init("from", .date), .init("to", .date)] + Operation.Parameter.paging,
            answer: .ok(.page(of: Self.dueDate)), problems: [400])
    }

    private static let dueDate = Schema.named(
        "DueDate",
        .object([
            .required("id", .uuid), .required("name", .string), .required("due_on", .date),
            .required("zone", .string), .required("owed_by", .string), .required("paused", .boolean),
            .required("soft", .boolean), .required("overdue", .boolean), .required("record_kind", .string),
            .required("record_id", .uuid), .required("case_id", .nullable(.uuid)),
            .required("case_number", .nullable(.string)), .required("title", .string),
        ]))
}
