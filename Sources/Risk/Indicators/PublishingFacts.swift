import Foundation
import Notices

/// What the three indicators on facts that an award should publish look at.
public struct PublishingFacts: Hashable, Sendable {
    let outcome: Award.Outcome
    let concludedOn: CalendarDay?
    let suppliers: Int
    let suppliersWithoutIdentifier: Int
    let final: Decimal?
    let reason: Reason?

    // Not the award itself: results are made and moved by the hundred thousand.
    init(award: Award, reason: Reason?) {
        outcome = award.outcome
        concludedOn = award.concludedOn
        suppliers = award.suppliers.count
        suppliersWithoutIdentifier = award.suppliersWithoutIdentifier.count
        final = FinalValueFarFromEstimate.final(award)?.low.amount
        self.reason = reason
    }
}

extension PublishingFacts: JSONWritable {
    /// `{"outcome", "concluded_on", "suppliers", "suppliers_without_identifier", "final_value", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("outcome", outcome)
            json.field("concluded_on", concludedOn)
            json.field("suppliers", suppliers)
            json.field("suppliers_without_identifier", suppliersWithoutIdentifier)
            json.field("final_value", final)
            if let reason { json.field("reason", reason) }
        }
    }
}

extension Award {
    /// Of a natural person an identifier need not be published.
    var suppliersWithoutIdentifier: [Organisation] {
        suppliers.filter { $0.identifier == nil && $0.isNaturalPerson != true }
    }
}

extension Award.Outcome {
    /// What stands before any question on a fact that only a contract has; nil when it may be asked.
    var beforeAward: Ruling? {
        switch self {
        case .awarded: nil
        case .notAwarded: .notApplicable(.notAwarded)
        case .unknown: .missing(.outcomeUnknown)
        }
    }
}

extension Judgement {
    /// The same for rules whose thresholds are texts.
    static func beforeAward(_ award: Award) -> Judgement? {
        award.outcome.beforeAward.map { Self(outcome: $0.outcome, reason: $0.reason, threshold: nil) }
    }
}
