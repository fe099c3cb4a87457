import Foundation

/// What the database gives for a calendar: clocks with a case's number, and nothing else of any case.
struct CalendarFeed: Decodable, Sendable {
    struct Item: Decodable, Sendable {
        let id: UUID
        let number: String
        let name: String
        /// `2026-12-01`
        let dueOn: String
        let changedAt: String
    }

    let language: String
    let items: [Item]
}

/// A calendar of whole days as other programs read it (RFC 5545, and RFC 7986 for its name and pace).
struct CalendarDocument: Sendable {
    let name: String
    /// What a clock is called, by its code.
    let title: @Sendable (String) -> String

    func text(_ items: [CalendarFeed.Item]) -> String {
        let head = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Casebridge//Due dates//EN", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "NAME:\(Self.escaped(name))", "X-WR-CALNAME:\(Self.escaped(name))",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
        ]
        let lines = head + items.flatMap(event) + ["END:VCALENDAR"]
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private func event(_ item: CalendarFeed.Item) -> [String] {
        let title = Self.escaped("\(item.number): \(title(item.name))")
        return [
            "BEGIN:VEVENT",
            // The same for as long as the clock runs, so that a moved date moves the entry.
            "UID:\(item.id.uuidString.lowercased())@casebridge",
            "DTSTAMP:\(Self.moment(item.changedAt))", "LAST-MODIFIED:\(Self.moment(item.changedAt))",
            "DTSTART;VALUE=DATE:\(item.dueOn.filter { $0 != "-" })", "SUMMARY:\(title)", "TRANSP:TRANSPARENT",
            "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D", "DESCRIPTION:\(title)", "END:VALARM",
            "END:VEVENT",
        ]
    }

    /// `2026-12-01T08:30:00.123456Z` as `20261201T083000Z`.
    static func moment(_ text: String) -> String { text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }

    /// A text as a value: what separates values and ends lines is escaped (section 3.3.11).
    static func escaped(_ text: String) -> String {
        let signs: [Character: String] = [
            "\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r\n": "\\n", "\r": "\\n",
        ]
        return text.map { signs[$0] ?? String($0) }.joined()
    }

    /// A line of at most 75 octets a piece, no character torn apart (section 3.1).
    static func folded(_ line: String) -> String {
        var pieces = [""]
        var size = 0
        for character in line.unicodeScalars {
            let width = UTF8.width(character)
            if size + width > 75 {
                pieces.append(" ")
                size = 1
            }
            pieces[pieces.count - 1].unicodeScalars.append(character)
            size += width
        }
        return pieces.joined(separator: "\r\n")
    }
}
