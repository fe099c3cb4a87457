/// A calendar day as a notice writes it: no time of day, no conversion between time zones.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    // Four bytes, later days the greater: notices hold many days, and rules compare them by the million.
    private let bits: Int32

    /// 1 to 9999.
    public var year: Int { Int(bits >> 9) }
    /// 1 to 12.
    public var month: Int { Int(bits >> 5 & 0xF) }
    /// 1 to 31.
    public var day: Int { Int(bits & 0x1F) }

    /// Nil unless the three name a real day of the Gregorian calendar, years 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        bits = Int32(truncatingIfNeeded: year << 9 | month << 5 | day)
    }

    /// The first ten characters `YYYY-MM-DD`, whatever time and offset follow; nil when they are no day.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            return nil
        }
        self.init(digits: bytes[0..<4], bytes[5..<7], bytes[8..<10])
    }

    /// Exactly `YYYYMMDD`, as TED writes days outside its forms.
    public init?(compact text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 else { return nil }
        self.init(digits: bytes[0..<4], bytes[4..<6], bytes[6..<8])
    }

    /// ISO 8601, `2024-02-29`.
    public var description: String {
        Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
    }

    /// Earlier days come first.
    public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }

    /// Calendar days from this one to the other, negative when the other is earlier.
    public func days(to other: CalendarDay) -> Int { other.number - number }

    /// The same day of a later month, cut to the end of a short one; nil past the year 9999.
    public func adding(months: Int) -> CalendarDay? {
        let total = year * 12 + month - 1 + months
        let (year, month) = (total / 12, total % 12 + 1)
        return CalendarDay(year: year, month: month, day: min(day, Self.length(ofMonth: month, year: year)))
    }

    private init?(digits year: ArraySlice<UInt8>, _ month: ArraySlice<UInt8>, _ day: ArraySlice<UInt8>) {
        guard let year = Self.number(year), let month = Self.number(month), let day = Self.number(day) else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }

    // Days since 1 March of year 0: the year starts in March, so that the leap day is its last.
    private var number: Int {
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
