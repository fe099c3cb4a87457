import Foundation
import Notices

/// Bounds of amounts by country and by what is bought, for the indicators on high values.
struct AmountRule: Sendable {
    private struct Bounds {
        let currency: String
        let byNature: [String: Decimal]
    }

    private let bounds: Timetable<Bounds>

    init(_ file: RuleFile) throws(RuleError) {
        bounds = try file.timetable(keys: ["currency", "works", "supplies", "services"]) {
            row throws(RuleError) in
            var byNature: [String: Decimal] = [:]
            for nature in ["works", "supplies", "services"] { byNature[nature] = try row.decimal(nature) }
            return Bounds(currency: try row.text("currency"), byNature: byNature)
        }
    }

    /// A bound in one currency says nothing of an amount in another; nothing is converted.
    func judge(_ amount: Money?, nature: String?, _ notice: Notice) -> Judgement {
        guard let bounds = bounds.row(for: notice)?.value else { return .notApplicable(.countryWithoutRule) }
        guard let amount else { return .missing(.valueMissing) }
        // 0, 0.01 and 1 stand for "unknown".
        if amount.amount <= 1 { return .missing(.valueUnknown) }
        guard amount.currency == bounds.currency else { return .notApplicable(.currencyWithoutRule) }
        guard let bound = nature.flatMap({ bounds.byNature[$0] }) else { return .missing(.natureMissing) }
        return .decided(flag: amount.amount > bound, .mostAmount(bound, currency: bounds.currency))
    }
}

/// What the indicators on high values look at.
public struct AmountFacts: Hashable, Sendable, JSONWritable {
    let nature: String?
    let amount: Money?
    let reason: Reason?

    /// `{"nature", "amount", "amount_currency", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("nature", nature)
            json.field("amount", amount?.amount)
            json.field("amount_currency", amount?.currency)
            if let reason { json.field("reason", reason) }
        }
    }
}
