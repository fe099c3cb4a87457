import Notices

/// A framework agreement that only one operator may join.
struct FrameworkSingleOperator: Indicator {
    static let id = "framework-single-operator"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perCall(of: notice) { lot, tendering in
            let (outcome, reason) = judge(tendering.framework)
            return result(
                outcome, lot: lot, .framework(FrameworkFacts(framework: tendering.framework, reason: reason)),
                threshold: outcome.isComputed ? .mostOperators(1) : nil)
        }
    }

    private func judge(_ framework: Framework) -> (Outcome, Reason?) {
        guard let isAgreement = framework.isAgreement else { return (.missingData, .frameworkUnknown) }
        guard isAgreement else { return (.notApplicable, .noFramework) }
        let maximum = framework.maximumOperators ?? 0
        switch framework.operators {
        case .both: return (.missingData, .contradictory)
        case .single: return (.flag, nil)
        case _ where maximum == 1: return (.flag, nil)
        case .several: return (.noFlag, nil)
        case nil: return maximum > 1 ? (.noFlag, nil) : (.missingData, .operatorsNotStated)
        }
    }
}

/// What framework-single-operator looks at.
public struct FrameworkFacts: Hashable, Sendable, JSONWritable {
    let framework: Framework
    let reason: Reason?

    /// `{"framework", "operators", "maximum_operators", "reason"?}`; framework null when unknown.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("framework", framework.isAgreement)
            json.field("operators", framework.operators)
            json.field("maximum_operators", framework.maximumOperators)
            if let reason { json.field("reason", reason) }
        }
    }
}
