import Foundation
import Hummingbird
import Postgres
import Web

/// What a worklist is narrowed by.
struct CaseFilter: Sendable {
    var statuses: [String]?
    var assignee: UUID?
    var isOverdue = false
    var limit = 50
    var after: String?
    var afterID: UUID?

    init() {}

    init(_ request: Request) throws(Refusal) {
        let query = QueryInput(request)
        let statuses = query.all("status").prefix(20).map { String($0.prefix(60)) }
        self.statuses = statuses.isEmpty ? nil : Array(statuses)
        if let assignee = query["assignee"] {
            guard let id = UUID(uuidString: assignee) else {
                throw Refusal(
                    400, "malformed_query",
                    reasons: [RefusalReason("wrong_type", detail: "uuid", pointer: "?assignee")])
            }
            self.assignee = id
        }
        isOverdue = try query.choice("overdue", ["true", "false"]) == "true"
        limit = try query.integer("limit", 1...100) ?? 50
        if let text = query["cursor"] {
            let cursor = try Cursor(text, count: 2)
            guard let id = UUID(uuidString: cursor.parts[1]), Moment.isRFC3339(cursor.parts[0]) else {
                throw .malformed("malformed_cursor")
            }
            after = cursor.parts[0]
            afterID = id
        }
    }
}

/// A moment as it stands in a cursor.
enum Moment {
    private static let day = 10

    static func isRFC3339(_ text: String) -> Bool {
        LocalDate(String(text.prefix(day))) != nil
            && text.dropFirst(day).wholeMatch(of: /T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?Z/) != nil
    }
}
