import Foundation

/// A decimal amount and its ISO 4217 code as written, or no code when the notice gives none.
public struct Money: Hashable, Sendable {
    /// Exact, in decimal.
    public let amount: Decimal
    /// ISO 4217 as written.
    public let currency: String?

    /// An amount that was computed; use `init(text:currency:)` for one that was read.
    public init(amount: Decimal, currency: String?) {
        self.amount = amount
        self.currency = currency
    }

    /// Nil unless the text is digits with at most one point: no sign, no grouping, no exponent.
    /// A withheld amount (−1, "unpublished") is therefore absent.
    public init?(text: String, currency: String?) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard isPlain, parts.count <= 2, let whole = parts.first, !whole.isEmpty, text.utf8.count <= 30,
            let amount = Decimal(string: text)
        else { return nil }
        self.amount = amount
        self.currency = currency.flatMap { $0.isEmpty ? nil : $0 }
    }
}
