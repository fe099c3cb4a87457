import Postgres

/// One month of the calendar, with its weeks from Monday on. Pure.
struct CalendarMonth: Equatable, Sendable {
    let year: Int
    let month: Int
    /// The first day, and the first day of the month after.
    let first: LocalDate
    let end: LocalDate

    /// Nil outside the years 2000 to 2099, and for a month that does not exist.
    init?(year: Int, month: Int) {
        let next = month == 12 ? (year + 1, 1) : (year, month + 1)
        guard (2000...2099).contains(year), (1...12).contains(month),
            let first = LocalDate(year: year, month: month, day: 1),
            let end = LocalDate(year: next.0, month: next.1, day: 1)
        else { return nil }
        (self.year, self.month, self.first, self.end) = (year, month, first, end)
    }

    /// `2026-12`; nil for any other text.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 7, parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1])
        else { return nil }
        self.init(year: year, month: month)
    }

    /// The month that a day lies in.
    init?(of day: LocalDate) { self.init(year: day.year, month: day.month) }

    /// As it stands in an address.
    var text: String { "\(year)-" + (month < 10 ? "0\(month)" : "\(month)") }

    var previous: CalendarMonth? {
        month == 1
            ? CalendarMonth(year: year - 1, month: 12) : CalendarMonth(year: year, month: month - 1)
    }

    var next: CalendarMonth? { CalendarMonth(of: end) }

    func contains(_ day: LocalDate) -> Bool { day >= first && day < end }

    /// Whole weeks that cover the month; days of its neighbours are nil.
    var weeks: [[LocalDate?]] {
        // 1 January 1970 was a Thursday.
        let monday = first.adding(days: -((first.daysSince1970 + 3) % 7))
        return stride(from: monday.daysSince1970, to: end.daysSince1970, by: 7).map { start in
            (start..<start + 7).map { LocalDate(daysSince1970: $0) }.map { contains($0) ? $0 : nil }
        }
    }
}
