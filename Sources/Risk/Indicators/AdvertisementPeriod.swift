import Notices

/// Days from publication to deadline in a span that went with single bids in that country. A statistical sign;
/// the minimum by law is short-submission-period's, which counts from dispatch.
struct AdvertisementPeriod: Indicator {
    static let id = "advertisement-period"
    let rule: IndicatorRule
    private let bands: Timetable<DayBands>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        bands = try file.timetable(keys: DayBands.keys) { row throws(RuleError) in try DayBands(row) }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let bands = bands.row(for: notice)?.value
        return perCall(of: notice) { lot, tendering in
            let deadline = tendering.deadline(in: notice.procedure.type)
            let days = notice.publishedOn.flatMap { start in deadline.map(start.days) }
            let judgement = judge(notice, deadline, days, bands)
            let grade = judgement.outcome.isComputed ? days.flatMap { bands?.grade(of: $0) } : nil
            let facts = AdvertisementFacts(
                publishedOn: notice.publishedOn, deadlineOn: deadline, days: days, grade: grade,
                reason: judgement.reason)
            return result(judgement, lot: lot, .advertisement(facts))
        }
    }

    private func judge(
        _ notice: Notice, _ deadline: CalendarDay?, _ days: Int?, _ bands: DayBands?
    ) -> Judgement {
        guard let bands else { return .notApplicable(.countryWithoutRule) }
        // Its publication is that of the change.
        if notice.isChange { return .missing(.changedNotice) }
        if notice.publishedOn == nil { return .missing(.publicationMissing) }
        guard let days else { return .missing(.deadlineMissing) }
        if days < 0 { return .missing(.deadlineBeforePublication) }
        return .decided(flag: bands.grade(of: days).isFlag, bands.threshold)
    }
}

/// What advertisement-period looks at.
public struct AdvertisementFacts: Hashable, Sendable, JSONWritable {
    let publishedOn: CalendarDay?
    let deadlineOn: CalendarDay?
    let days: Int?
    let grade: Grade?
    let reason: Reason?

    /// `{"published_on", "deadline_on", "days", "grade"?, "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("published_on", publishedOn)
            json.field("deadline_on", deadlineOn)
            json.field("days", days)
            if let grade { json.field("grade", grade.rawValue) }
            if let reason { json.field("reason", reason) }
        }
    }
}
