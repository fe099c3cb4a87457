import Foundation
import Notices

/// A contract much dearer or much cheaper than the buyer had estimated, in decimal arithmetic.
struct FinalValueFarFromEstimate: Indicator {
    static let id = "final-value-far-from-estimate"
    let rule: IndicatorRule
    private let bounds: Timetable<ValueBounds>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        bounds = try file.timetable(keys: ValueBounds.keys, ValueBounds.init)
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let bounds = bounds.row(for: notice)?.value
        return perAwardOfLot(of: notice) { award, lot in
            let judgement = judge(award, notice.isFramework(lot), bounds)
            let facts = ValueFacts(award, judgement)
            return result(judgement, lot: award.lotKey, block: award.block, .values(facts))
        }
    }

    private func judge(_ award: Award, _ isFramework: Bool?, _ bounds: ValueBounds?) -> Judgement {
        if award.outcome == .notAwarded { return .notApplicable(.notAwarded) }
        // The values of a framework are ceilings.
        if isFramework == true { return .notApplicable(.isFramework) }
        if award.outcome == .unknown { return .missing(.outcomeUnknown) }
        guard let bounds else { return .notApplicable(.regimeWithoutRule) }
        if let reason = Self.obstacle(award) { return .missing(reason) }
        guard let estimate = award.estimate, let (low, high) = Self.final(award) else {
            return .missing(.valueMissing)
        }
        let judgement = bounds.judge(estimate: estimate.amount, low: low.amount, high: high.amount)
        let isUsable =
            judgement.reason == nil || judgement.reason == .rangeStraddles
            || judgement.reason == .notComparable
        guard isUsable else { return judgement }
        let currencies = Set([estimate.currency, low.currency, high.currency])
        return currencies.count == 1 && estimate.currency != nil ? judgement : .missing(.currenciesDiffer)
    }

    private static func obstacle(_ award: Award) -> Reason? {
        let terms = award.valueTerms
        if let estimate = terms.estimateIncludesTax, let final = terms.valueIncludesTax, estimate != final {
            return .taxDiffers
        }
        if terms.isPeriodic { return .valuePeriodic }
        return award.hasSeveralCurrencies ? .currenciesDiffer : nil
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

    init(_ award: Award, _ judgement: Judgement) {
        outcome = award.outcome
        estimate = award.estimate
        let final = FinalValueFarFromEstimate.final(award)
        (low, high) = (final?.low, final?.high)
        reason = judgement.reason
        guard judgement.outcome == .flag, let estimate, let low else {
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
