import Foundation
import Hummingbird
import Postgres
import Web

/// A place in a list that is sorted by a date, then by id.
struct DatedPlace: Equatable, Sendable {
    let date: LocalDate
    let id: UUID

    /// Nil without a cursor; 400 for a text that is none of ours.
    static func read(_ query: QueryInput) throws(Refusal) -> DatedPlace? {
        guard let text = query["cursor"] else { return nil }
        let cursor = try Cursor(text, count: 2)
        guard let date = LocalDate(cursor.parts[0]), let id = UUID(uuidString: cursor.parts[1]) else {
            throw .malformed("malformed_cursor")
        }
        return DatedPlace(date: date, id: id)
    }
}

enum CalendarQueries {
    /// Due dates from a day on and before another.
    static func list(from: LocalDate, to end: LocalDate, limit: Int, after place: DatedPlace? = nil) -> SQL {
        """
        SELECT casebridge.clock_list(\(from), \(end.adding(days: -1)), \(limit)::int, \(place?.date), \(place?.id)) AS answer
        """
    }

    /// Numbers of the days of a month that have any.
    static func days(_ month: CalendarMonth) -> SQL {
        "SELECT casebridge.clock_days(\(month.first), \(month.end.adding(days: -1))) AS answer"
    }
}
