import Foundation
@testable import Risk
import Testing

@Suite struct AmountTests {
    func amount(_ text: String) throws -> Amount {
        let decimal = try #require(Decimal(string: text))
        return try #require(Amount(decimal))
    }

    static let rows: [(amount: String, share: String, other: String, order: Int)] = [
        ("100", "1", "100", 0), ("100.01", "1", "100", 1), ("99.99", "1", "100", -1), ("50", "0.5", "100", 0),
        ("49.99", "0.5", "100", -1), ("1.30", "1", "1.3", 0), ("1.3000000000000000001", "1", "1.30", 1),
        ("10000", "100", "100", 0), ("0", "0.5", "0", 0), ("0", "0.5", "0.01", -1),
        // Beyond one word, and with products beyond two.
        ("12345678901234567890123456789", "1", "12345678901234567890123456789", 0),
        ("12345678901234567890123456789", "1", "12345678901234567890123456788", 1),
        ("12345678901234567890123456788", "1", "12345678901234567890123456789", -1),
        ("12345678901234567890123456789", "100", "0.0000000000000000000000000001", 1),
        ("0.0000000000000000000000000001", "0.01", "12345678901234567890123456789", -1),
        ("0.0000000000000000000000000001", "0.01", "0.00000000000000000000000001", 0),
        ("12345678901234567890123456789", "0.00000001", "99999999999999999999999999999", 1),
        ("61728394506172839450617283945", "0.5", "123456789012345678901234567890", 0),
    ]

    @Test(arguments: rows.indices)
    func `an amount is compared with a share of another exactly`(index: Int) throws {
        let (text, share, other, order) = Self.rows[index]
        let decimal = try #require(Decimal(string: share))
        let bound = try #require(Amount(share: decimal))
        #expect(try amount(text).exceeds(bound, of: amount(other)) == (order > 0))
        #expect(try amount(text).isBelow(bound, of: amount(other)) == (order < 0))
    }

    @Test func `what no notice can state is no amount`() {
        #expect(Amount(-1) == nil)
        #expect(Amount(Decimal.nan) == nil)
        #expect(Amount(Decimal(sign: .plus, exponent: 60, significand: 1)) == nil)
        #expect(Amount(Decimal(sign: .plus, exponent: -31, significand: 1)) == nil)
        #expect(Amount(Decimal(sign: .plus, exponent: -30, significand: 1)) != nil)
    }

    @Test func `a share of many digits could not be compared with exactly`() {
        #expect(Amount(share: 1_000_000) != nil)
        #expect(Amount(share: 1_000_001) == nil)
        #expect(Amount(share: Decimal(sign: .plus, exponent: -8, significand: 1)) != nil)
        #expect(Amount(share: Decimal(sign: .plus, exponent: -9, significand: 1)) == nil)
    }
}
