import Foundation
import Hummingbird
import Postgres
import Web

/// A place in a list that is sorted by a moment, then by id: what a cursor of such a list holds.
struct TimedPlace: Equatable, Sendable {
    /// RFC 3339 in UTC.
    let moment: String
    let id: UUID

    /// Nil without a cursor; 400 for a text that is none of ours.
    static func read(_ query: QueryInput) throws(Refusal) -> TimedPlace? {
        guard let text = query["cursor"] else { return nil }
        let cursor = try Cursor(text, count: 2)
        guard let id = UUID(uuidString: cursor.parts[1]), Moment.isRFC3339(cursor.parts[0]) else {
            throw .malformed("malformed_cursor")
        }
        return TimedPlace(moment: cursor.parts[0], id: id)
    }
}

/// Which records of one kind a queue shows, and from where on.
struct QueueFilter: Sendable {
    /// Nil for every status.
    let statuses: [String]?
    let limit: Int
    let place: TimedPlace?

    /// What a caller of the API asks for: 50 records unless `limit` says otherwise.
    init(_ request: Request) throws(Refusal) {
        let query = QueryInput(request)
        let statuses = try query.texts("status", atMost: 20, length: 60)
        self.statuses = statuses.isEmpty ? nil : statuses
        limit = try query.integer("limit", 1...100) ?? 50
        place = try TimedPlace.read(query)
    }

    /// The first page of some statuses.
    init(statuses: [String]?, limit: Int) {
        self.statuses = statuses
        self.limit = limit
        place = nil
    }

    /// What a page shows under one of its tabs.
    init(_ request: Request, tab statuses: [String]?) throws(Refusal) {
        self.statuses = statuses
        limit = 50
        place = try TimedPlace.read(QueryInput(request))
    }
}

/// A moment as it stands in a cursor.
enum Moment {
    private static let day = 10

    static func isRFC3339(_ text: String) -> Bool {
        LocalDate(String(text.prefix(day))) != nil
            && text.dropFirst(day).wholeMatch(of: /T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,6})?Z/)
                != nil
    }
}
