import Notices

/// A framework agreement for several operators that only few may join.
struct FrameworkFewOperators: Indicator {
    static let id = "framework-few-operators"
    let rule: IndicatorRule
    private let bounds: Timetable<Int>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        bounds = try file.timetable(keys: ["fewer_than"]) { row throws(RuleError) in
            try row.number("fewer_than")
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let bound = bounds.row(for: notice)?.value
        return perCall(of: notice) { lot, tendering in
            let judgement = judge(tendering.framework, bound)
            let facts = FrameworkFacts(framework: tendering.framework, reason: judgement.reason)
            return result(judgement, lot: lot, .framework(facts))
        }
    }

    private func judge(_ framework: Framework, _ bound: Int?) -> Judgement {
        guard let bound else { return .notApplicable(.regimeWithoutRule) }
        guard let isAgreement = framework.isAgreement else { return .missing(.frameworkUnknown) }
        guard isAgreement else { return .notApplicable(.noFramework) }
        if framework.operators == .both { return .missing(.contradictory) }
        let maximum = framework.maximumOperators ?? 0
        // framework-single-operator says it.
        if framework.operators == .single || maximum == 1 { return .notApplicable(.oneOperator) }
        guard maximum > 1 else { return .missing(.operatorsNotStated) }
        return .decided(flag: maximum < bound, .fewerOperatorsThan(bound))
    }
}
