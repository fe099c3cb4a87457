import Notices

/// What the three indicators on facts that an award should publish look at.
public struct PublishingFacts: Hashable, Sendable {
    let award: Award
    let reason: Reason?
}

extension PublishingFacts: JSONWritable {
    /// `{"outcome", "concluded_on", "suppliers", "suppliers_without_identifier", "final_value", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("outcome", award.outcome)
            json.field("concluded_on", award.concludedOn)
            json.field("suppliers", award.suppliers.count)
            json.field("suppliers_without_identifier", award.suppliersWithoutIdentifier.count)
            json.field("final_value", FinalValueFarFromEstimate.final(award)?.low.amount)
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

extension Judgement {
    /// What stands before any question on a fact that only a contract has; nil when it may be asked.
    static func beforeAward(_ award: Award) -> Judgement? {
        switch award.outcome {
        case .awarded: nil
        case .notAwarded: .notApplicable(.notAwarded)
        case .unknown: .missing(.outcomeUnknown)
        }
    }
}
