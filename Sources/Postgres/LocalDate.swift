/// A day of the calendar, without a time and without a zone.
public struct LocalDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01, negative before.
    public let daysSince1970: Int

    /// The day by its distance from 1970-01-01.
    public init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

    /// Nil when the Gregorian calendar has no such day; years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        daysSince1970 = Self.days(year, month, day)
        guard self.day == day else { return nil }
    }

    /// Nil unless the text is `YYYY-MM-DD`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The year of the Gregorian calendar.
    public var year: Int { civil.year }
    /// 1 to 12.
    public var month: Int { civil.month }
    /// 1 to 31.
    public var day: Int { civil.day }

    /// The day so many days later.
    public func adding(days: Int) -> LocalDate { LocalDate(daysSince1970: daysSince1970 + days) }

    /// Earlier is less.
    public static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }

    /// Counts years from March, so that the leap day is the last of its year; 719,468 days lie before 1970.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + dayOfYear - 719_468
    }

    /// The inverse, in cycles of 400 years, which have 146,097 days.
    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = daysSince1970 + 719_468
        let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let rest = shifted - cycle * 146_097
        let yearOfCycle = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
        let dayOfYear = rest - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}

extension LocalDate: CustomStringConvertible {
    /// `YYYY-MM-DD`
    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

extension LocalDate: PostgresValue, PostgresElement {
    /// date
    public static var postgresType: PostgresType { .date }
    /// date[]
    public static var arrayType: PostgresType { .dateArray }
    /// Days since 2000-01-01, which is day 10,957.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(bigEndian: Int32(clamping: daysSince1970 - 10_957))
        return true
    }
    /// date; `infinity` is refused, since no day equals it.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> LocalDate? {
        guard type == .date, let days = bytes.whole(Int32.self), days != .max, days != .min else {
            return nil
        }
        return LocalDate(daysSince1970: Int(days) + 10_957)
    }
}
