import Foundation

/// A decimal number, 0 or above, as whole digits and the places after the point: compared without rounding.
struct Amount: Equatable, Sendable {
    private let digits: UInt128
    private let places: UInt8

    /// No amount of a notice has more: its text has at most 30 characters.
    private static let mostPlaces = 30
    /// A share of a rule file: with more, the comparison below could not be exact.
    private static let mostOfShare = (digits: UInt128(1_000_000), places: 8)

    static let one = Amount(digits: 1, places: 0)

    private init(digits: UInt128, places: UInt8) {
        self.digits = digits
        self.places = places
    }

    /// Nil below 0, and beyond the digits and places that amounts of notices and their sums have.
    init?(_ decimal: Decimal) {
        var (digits, places, isFraction): (UInt128, Int, Bool) = (0, 0, false)
        for character in decimal.description.utf8 {
            if character == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            guard (0x30...0x39).contains(character) else { return nil }
            let (tens, isTooLong) = digits.multipliedReportingOverflow(by: 10)
            let (sum, isTooLarge) = tens.addingReportingOverflow(UInt128(character - 0x30))
            guard !isTooLong, !isTooLarge else { return nil }
            digits = sum
            if isFraction { places += 1 }
        }
        guard places <= Self.mostPlaces else { return nil }
        self.init(digits: digits, places: UInt8(places))
    }

    /// Nil where it is no share that can be compared with exactly.
    init?(share: Decimal) {
        guard let amount = Amount(share), amount.digits <= Self.mostOfShare.digits,
            amount.places <= Self.mostOfShare.places
        else { return nil }
        self = amount
    }

    /// Whether it is above `share` times the other.
    @inline(__always)
    func exceeds(_ share: Amount, of other: Amount) -> Bool {
        let (left, right) = products(share, other)
        return left > right
    }

    /// Whether it is below `share` times the other.
    @inline(__always)
    func isBelow(_ share: Amount, of other: Amount) -> Bool {
        let (left, right) = products(share, other)
        return left < right
    }

    /// Both sides with as many places: this one, and `share` times the other.
    @inline(__always)
    private func products(_ share: Amount, _ other: Amount) -> (Product, Product) {
        let missing = Int(other.places) + Int(share.places) - Int(places)
        let right = share.digits &* Self.power(ofTen: max(0, -missing))
        return (Product(digits, Self.power(ofTen: max(0, missing))), Product(other.digits, right))
    }

    @inline(__always)
    private static func power(ofTen exponent: Int) -> UInt128 {
        var power: UInt128 = 1
        for _ in 0..<exponent { power &*= 10 }
        return power
    }

    /// A product of twice the width.
    private struct Product: Comparable {
        let high: UInt128
        let low: UInt128

        @inline(__always)
        init(_ left: UInt128, _ right: UInt128) {
            // What nearly all amounts are: two numbers of one word each.
            if let left = UInt64(exactly: left), let right = UInt64(exactly: right) {
                let product = left.multipliedFullWidth(by: right)
                (high, low) = (0, UInt128(product.high) << 64 | UInt128(product.low))
            } else {
                (high, low) = left.multipliedFullWidth(by: right)
            }
        }

        static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
    }
}
