import Notices

/// A contract awarded without a call, and no ground of those that the law knows is stated.
struct DirectAwardWithoutGrounds: Indicator {
    static let id = "direct-award-without-grounds"
    let rule: IndicatorRule

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        try file.refuseThresholds()
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        guard notice.kind == .awardNotice || notice.kind == .veat else {
            return notApplicable(notice, .kindNotCovered)
        }
        // R2.0.7/8 give the grounds as boxes that differ from form to form; F15 has them by directive.
        if notice.form.series == .r208 || (notice.form.series == .r209 && notice.kind == .veat) {
            return notApplicable(notice, .formHasNoField)
        }
        let judgement = judge(notice.procedure)
        let facts = ChoiceFacts(
            procedure: notice.procedure.type, isGraded: false, grade: nil,
            grounds: notice.procedure.directGrounds, reason: judgement.reason)
        return [result(judgement, .choice(facts))]
    }

    private func judge(_ procedure: Procedure) -> Judgement {
        guard let type = procedure.type else { return .missing(.procedureUnknown) }
        if type != .direct { return .notApplicable(.hasCall) }
        return .decided(flag: procedure.directGrounds.isEmpty)
    }
}
