import FoundationEssentials

/// An instant, to the microsecond as PostgreSQL keeps it.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01 00:00 UTC.
    public let microseconds: Int64

    /// An instant by its microseconds since 1970-01-01 00:00 UTC.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Foundation's instant, rounded to the microsecond.
    public init(_ date: Date) { microseconds = Int64((date.timeIntervalSince1970 * 1_000_000).rounded()) }

    /// Foundation's instant.
    public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

    /// Earlier is less.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// PostgreSQL counts from 2000-01-01.
    private static let epoch: Int64 = 946_684_800_000_000
}

extension Timestamp: PostgresValue, PostgresElement {
    /// timestamptz
    public static var postgresType: PostgresType { .timestamptz }
    /// timestamptz[]
    public static var arrayType: PostgresType { .timestamptzArray }
    /// Microseconds since 2000.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(bigEndian: microseconds &- Self.epoch)
        return true
    }
    /// timestamptz; `infinity` is refused, since no instant equals it.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Timestamp? {
        guard type == .timestamptz, let value = bytes.whole(Int64.self), value != .max, value != .min
        else { return nil }
        return Timestamp(microseconds: value &+ epoch)
    }
}

extension Date: PostgresValue, PostgresElement {
    /// timestamptz
    public static var postgresType: PostgresType { .timestamptz }
    /// timestamptz[]
    public static var arrayType: PostgresType { .timestamptzArray }
    /// Rounded to the microsecond.
    public func write(into bytes: inout [UInt8]) -> Bool { Timestamp(self).write(into: &bytes) }
    /// timestamptz
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Date? {
        Timestamp.read(bytes, as: type)?.date
    }
}
