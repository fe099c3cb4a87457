import Foundation
import Notices

/// The bounds of final-value-far-from-estimate, as shares of the estimate.
struct ValueBounds: Sendable {
    /// Flagged above this share.
    let above: Decimal
    /// Flagged below this share.
    let below: Decimal
    /// Below this share, or above the other, a unit price stands against a total.
    let comparableFrom: Decimal
    let comparableTo: Decimal
    /// An amount up to this one stands for "unknown".
    let placeholder: Decimal

    static let keys = ["above", "below", "comparable_from", "comparable_to", "placeholder"]

    init(_ row: RuleRow) throws(RuleError) {
        above = try row.decimal("above")
        below = try row.decimal("below")
        comparableFrom = try row.decimal("comparable_from")
        comparableTo = try row.decimal("comparable_to")
        placeholder = try row.decimal("placeholder")
    }

    /// The comparison of an estimate with a final value from `low` to `high`, equal when there is no range.
    func judge(estimate: Decimal, low: Decimal, high: Decimal) -> Judgement {
        if [estimate, low, high].contains(where: { $0 <= placeholder }) { return .missing(.valueUnknown) }
        if low > high { return .missing(.rangeReversed) }
        if high < estimate * comparableFrom || low > estimate * comparableTo {
            return .missing(.notComparable)
        }
        let threshold = Threshold.valueShares(above: above, below: below)
        if low > estimate * above || high < estimate * below { return .decided(flag: true, threshold) }
        guard high <= estimate * above, low >= estimate * below else { return .missing(.rangeStraddles) }
        return .decided(flag: false, threshold)
    }
}
