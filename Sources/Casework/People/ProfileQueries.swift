import Postgres
import Web

/// One's own profile and calendar.
enum ProfileQueries {
    static let view: SQL = "SELECT casebridge.profile_view() AS answer"
    static let calendar: SQL = "SELECT casebridge.my_calendar() AS answer"
    static let removeCalendar: SQL = "SELECT casebridge.remove_my_calendar() AS answer"

    static func change(_ patch: JSON, expected: Int64) -> SQL {
        "SELECT casebridge.change_profile(\(expected)::int, \(JSONText(patch.description))) AS answer"
    }

    static func makeCalendar(_ digest: [UInt8]) -> SQL {
        "SELECT casebridge.make_my_calendar(\(digest)) AS answer"
    }
}
