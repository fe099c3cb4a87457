import Foundation
import Notices

/// The bounds of final-value-far-from-estimate, as shares of the estimate.
struct ValueBounds: Sendable {
    /// Flagged above the first share and below the second.
    let threshold: Threshold
    private let above: Amount
    private let below: Amount
    /// Below this share, or above the other, a unit price stands against a total.
    private let comparableFrom: Amount
    private let comparableTo: Amount
    /// An amount up to this one stands for "unknown".
    private let placeholder: Amount

    static let keys = ["above", "below", "comparable_from", "comparable_to", "placeholder"]

    init(_ row: RuleRow) throws(RuleError) {
        threshold = .valueShares(above: try row.decimal("above"), below: try row.decimal("below"))
        above = try row.share("above")
        below = try row.share("below")
        comparableFrom = try row.share("comparable_from")
        comparableTo = try row.share("comparable_to")
        placeholder = try row.share("placeholder")
    }

    /// The comparison of an estimate with a final value from `low` to `high`, equal when there is no range.
    func rule(estimate: Amount, low: Amount, high: Amount) -> Ruling {
        guard stands(estimate), stands(low), stands(high) else { return .missing(.valueUnknown) }
        if low.exceeds(.one, of: high) { return .missing(.rangeReversed) }
        if high.isBelow(comparableFrom, of: estimate) || low.exceeds(comparableTo, of: estimate) {
            return .missing(.notComparable)
        }
        if low.exceeds(above, of: estimate) || high.isBelow(below, of: estimate) {
            return .decided(flag: true)
        }
        if high.exceeds(above, of: estimate) || low.isBelow(below, of: estimate) {
            return .missing(.rangeStraddles)
        }
        return .decided(flag: false)
    }

    private func stands(_ amount: Amount) -> Bool { amount.exceeds(placeholder, of: .one) }
}

extension RuleRow {
    /// A number above 0 that amounts can be compared with exactly.
    fileprivate func share(_ key: String) throws(RuleError) -> Amount {
        guard let share = Amount(share: try decimal(key)) else {
            throw fault("\"\(key)\" must have few digits, at most 8 after the point", at: node[key])
        }
        return share
    }
}
