import Notices

/// An award decided very soon or very late after the deadline. A signature is a later act and is not used.
struct DecisionPeriod: Indicator {
    static let id = "decision-period"
    let rule: IndicatorRule
    private let bounds: Timetable<(least: Int, most: Int)>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        bounds = try file.timetable(keys: ["least_days", "most_days"]) { row throws(RuleError) in
            (try row.number("least_days"), try row.number("most_days"))
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let bounds = bounds.row(for: notice)?.value
        return perAwardOfLot(of: notice) { award, lot in
            let tendering = notice.tendering ?? lot?.tendering
            let deadline = tendering?.deadline(in: notice.procedure.type)
            let judgement = judge(award, deadline, bounds)
            let facts = DecisionFacts(
                outcome: award.outcome, deadlineOn: deadline, decidedOn: award.decidedOn,
                reason: judgement.reason)
            return result(judgement, lot: award.lotKey, block: award.block, .decision(facts))
        }
    }

    private func judge(
        _ award: Award, _ deadline: CalendarDay?, _ bounds: (least: Int, most: Int)?
    ) -> Judgement {
        if award.outcome == .notAwarded { return .notApplicable(.notAwarded) }
        guard let bounds else { return .notApplicable(.regimeWithoutRule) }
        guard let decision = award.decidedOn else { return .missing(.decisionMissing) }
        guard let deadline else { return .missing(.deadlineMissing) }
        let days = deadline.days(to: decision)
        if days < 0 { return .missing(.decisionBeforeDeadline) }
        return .decided(
            flag: days < bounds.least || days > bounds.most,
            .decisionDays(least: bounds.least, most: bounds.most))
    }
}

/// What decision-period looks at.
public struct DecisionFacts: Hashable, Sendable, JSONWritable {
    let outcome: Award.Outcome
    let deadlineOn: CalendarDay?
    let decidedOn: CalendarDay?
    let reason: Reason?
    /// Where a country's bands graded the days.
    var grade: Grade?

    /// `{"outcome", "deadline_on", "decided_on", "days", "grade"?, "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("outcome", outcome)
            json.field("deadline_on", deadlineOn)
            json.field("decided_on", decidedOn)
            json.field("days", deadlineOn.flatMap { start in decidedOn.map(start.days) })
            if let grade { json.field("grade", grade.rawValue) }
            if let reason { json.field("reason", reason) }
        }
    }
}
