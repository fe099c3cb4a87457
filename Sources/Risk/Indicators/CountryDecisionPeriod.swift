import Notices

/// Days from deadline to decision in a span that went with single bids in that country; decision-period has bounds
/// for all countries.
struct CountryDecisionPeriod: Indicator {
    static let id = "country-decision-period"
    let rule: IndicatorRule
    private let bands: Timetable<DayBands>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        bands = try file.timetable(keys: DayBands.keys) { row throws(RuleError) in try DayBands(row) }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let bands = bands.row(for: notice)?.value
        return perAwardOfLot(of: notice) { award, lot in
            let tendering = notice.tendering ?? lot?.tendering
            let deadline = tendering?.deadline(in: notice.procedure.type)
            let days = deadline.flatMap { start in award.decidedOn.map(start.days) }
            let judgement = judge(award, deadline, days, bands)
            let grade = judgement.outcome.isComputed ? days.flatMap { bands?.grade(of: $0) } : nil
            let facts = DecisionFacts(
                outcome: award.outcome, deadlineOn: deadline, decidedOn: award.decidedOn,
                reason: judgement.reason, grade: grade)
            return result(judgement, lot: award.lotKey, block: award.block, .decision(facts))
        }
    }

    private func judge(
        _ award: Award, _ deadline: CalendarDay?, _ days: Int?, _ bands: DayBands?
    ) -> Judgement {
        if award.outcome == .notAwarded { return .notApplicable(.notAwarded) }
        guard let bands else { return .notApplicable(.countryWithoutRule) }
        if award.decidedOn == nil { return .missing(.decisionMissing) }
        guard let days else { return .missing(.deadlineMissing) }
        if days < 0 { return .missing(.decisionBeforeDeadline) }
        return .decided(flag: bands.grade(of: days).isFlag, bands.threshold)
    }
}
