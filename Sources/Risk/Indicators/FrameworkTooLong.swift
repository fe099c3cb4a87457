import Notices

/// A framework agreement that lasts longer than its law allows without a special reason. The reason is shown
/// and changes nothing, because its box is often filled with nothing.
struct FrameworkTooLong: Indicator {
    static let id = "framework-too-long"
    let rule: IndicatorRule
    private let limits: Timetable<(months: Int, law: String)>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        limits = try file.timetable(keys: ["months", "law"]) { row throws(RuleError) in
            (try row.number("months"), try row.text("law"))
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .contractNotice else { return notApplicable(notice, .kindNotCovered) }
        let limit = limits.row(for: notice)?.value
        return perLot(of: notice) { lot, terms, tendering in
            let framework = tendering.framework
            let length = LengthFacts.ofFramework(framework, terms, in: notice)
            let judgement = judge(framework, length, limit)
            let facts = LengthFacts(
                isFramework: framework.isAgreement, length: length, isJustified: framework.isJustified,
                reason: judgement.reason)
            return result(judgement, lot: lot, .length(facts))
        }
    }

    private func judge(
        _ framework: Framework, _ length: ContractLength, _ limit: (months: Int, law: String)?
    ) -> Judgement {
        guard let isAgreement = framework.isAgreement else { return .missing(.frameworkUnknown) }
        guard isAgreement else { return .notApplicable(.noFramework) }
        guard let limit else { return .notApplicable(.regimeWithoutRule) }
        guard let extent = length.extent else { return .missing(.lengthNotStated) }
        let isLonger = extent.isLonger(thanMonths: limit.months)
        return .decided(flag: isLonger, .mostMonths(limit.months, law: limit.law))
    }
}
