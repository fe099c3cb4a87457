import Foundation
import Notices

/// A contract much dearer or much cheaper than the buyer had estimated, in decimal arithmetic.
struct FinalValueFarFromEstimate: ContractRule {
    static let id = "final-value-far-from-estimate"
    let rule: IndicatorRule
    private let bounds: Timetable<ValueBounds>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        bounds = try file.timetable(keys: ValueBounds.keys, ValueBounds.init)
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let key = RuleKey(notice)
        let bounds = bounds.value(for: key)
        return perAwardOfLot(of: notice) { award, lot in
            let ruling = rule(award.outcome, ValueTraits(award), notice.isFramework(lot), key)
            return result(
                ruling, lot: award.lotKey, block: award.block, .values(ValueFacts(award, ruling)),
                threshold: bounds?.threshold)
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling {
        contract.ofAward { rule($0.outcome, $1, $2, contract.notice.key) }
    }

    @inline(__always)
    private func rule(
        _ outcome: Award.Outcome, _ values: ValueTraits, _ isFramework: Bool?, _ key: RuleKey
    ) -> Ruling {
        if outcome == .notAwarded { return .notApplicable(.notAwarded) }
        // The values of a framework are ceilings.
        if isFramework == true { return .notApplicable(.isFramework) }
        if outcome == .unknown { return .missing(.outcomeUnknown) }
        guard let bounds = bounds.value(for: key) else { return .notApplicable(.regimeWithoutRule) }
        if let reason = Self.obstacle(values) { return .missing(reason) }
        guard let estimate = values.estimate, let low = values.low, let high = values.high else {
            return .missing(.valueMissing)
        }
        let ruling = bounds.rule(estimate: estimate, low: low, high: high)
        let isUsable =
            ruling.reason == nil || ruling.reason == .rangeStraddles || ruling.reason == .notComparable
        return isUsable && !values.areComparable ? .missing(.currenciesDiffer) : ruling
    }

    @inline(__always)
    private static func obstacle(_ values: ValueTraits) -> Reason? {
        if let estimate = values.estimateIncludesTax, let final = values.valueIncludesTax, estimate != final {
            return .taxDiffers
        }
        if values.isPeriodic { return .valuePeriodic }
        return values.hasSeveralCurrencies ? .currenciesDiffer : nil
    }

    static func final(_ award: Award) -> (low: Money, high: Money)? {
        if let value = award.value { return (value, value) }
        guard let low = award.valueRange.low, let high = award.valueRange.high else { return nil }
        return (low, high)
    }
}

/// What final-value-far-from-estimate looks at.
public struct ValueFacts: Hashable, Sendable {
    let outcome: Award.Outcome
    let estimate: Money?
    let low: Money?
    let high: Money?
    let isAbove: Bool?
    let reason: Reason?

    init(_ award: Award, _ ruling: Ruling) {
        outcome = award.outcome
        estimate = award.estimate
        let final = FinalValueFarFromEstimate.final(award)
        (low, high) = (final?.low, final?.high)
        reason = ruling.reason
        guard ruling.outcome == .flag, let estimate, let low else {
            isAbove = nil
            return
        }
        isAbove = low.amount > estimate.amount
    }
}

extension ValueFacts: JSONWritable {
    /// `{"outcome", "estimate", "estimate_currency", "final_value" or "final_low" and "final_high",
    /// "final_currency", "direction"?, "reason"?}`; amounts are text.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("outcome", outcome)
            json.field("estimate", estimate?.amount)
            json.field("estimate_currency", estimate?.currency)
            if let low, let high, low != high {
                json.field("final_low", low.amount)
                json.field("final_high", high.amount)
            } else {
                json.field("final_value", low?.amount)
            }
            json.field("final_currency", low?.currency)
            if let isAbove { json.field("direction", isAbove ? "above" : "below") }
            if let reason { json.field("reason", reason) }
        }
    }
}
