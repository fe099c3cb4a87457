import Foundation
import Hummingbird
import Postgres
import Web

/// What a worklist is narrowed by.
struct CaseFilter: Sendable {
    var statuses: [String]?
    var assignee: UUID?
    var isOverdue = false
    /// Only cases with a due date within so many days from now; the soonest first.
    var dueWithin: Int?
    var limit = 50
    var place: TimedPlace?

    init() {}

    init(_ request: Request) throws(Refusal) {
        let query = QueryInput(request)
        let statuses = try query.texts("status", atMost: 20, length: 60)
        self.statuses = statuses.isEmpty ? nil : statuses
        if let assignee = query["assignee"] {
            guard let id = UUID(uuidString: assignee) else {
                throw Refusal(
                    400, "malformed_query",
                    reasons: [RefusalReason("wrong_type", detail: "uuid", pointer: "?assignee")])
            }
            self.assignee = id
        }
        isOverdue = try query.choice("overdue", ["true", "false"]) == "true"
        dueWithin = try query.integer("due_within", 1...366)
        limit = try query.integer("limit", 1...100) ?? 50
        place = try TimedPlace.read(query)
    }
}
