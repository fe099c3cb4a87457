import Notices

/// A framework agreement that only one operator may join.
struct FrameworkSingleOperator: ContractRule {
    static let id = "framework-single-operator"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        perCall(of: notice) { lot, tendering in
            let ruling = rule(CallTraits(tendering, in: notice.procedure.type))
            let facts = FrameworkFacts(framework: tendering.framework, reason: ruling.reason)
            return result(ruling, lot: lot, .framework(facts), threshold: .mostOperators(1))
        }
    }

    @inline(__always)
    func rule(_ contract: ContractTraits) -> Ruling { contract.ofCall { rule($0) } }

    @inline(__always)
    private func rule(_ call: CallTraits) -> Ruling {
        guard let isFramework = call.isFramework else { return .missing(.frameworkUnknown) }
        guard isFramework else { return .notApplicable(.noFramework) }
        let maximum = call.maximumOperators ?? 0
        switch call.operators {
        case .both: return .missing(.contradictory)
        case .single: return .decided(flag: true)
        case _ where maximum == 1: return .decided(flag: true)
        case .several: return .decided(flag: false)
        case nil: return maximum > 1 ? .decided(flag: false) : .missing(.operatorsNotStated)
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
