import Notices

/// Days from publication to deadline in a span that went with single bids in that country. A statistical sign;
/// the minimum by law is short-submission-period's, which counts from dispatch.
struct AdvertisementPeriod: Indicator {
    static let id = "advertisement-period"
    let rule: IndicatorRule
    private let spans: Timetable<[ClosedRange<Int>]>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        spans = try file.timetable(keys: ["risky_days"]) { row throws(RuleError) in
            try row.spans("risky_days")
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let spans = spans.row(for: notice)?.value
        return perCall(of: notice) { lot, tendering in
            let deadline = tendering.deadline(in: notice.procedure.type)
            let days = notice.publishedOn.flatMap { start in deadline.map(start.days) }
            let judgement = judge(notice, deadline, days, spans)
            let facts = AdvertisementFacts(
                publishedOn: notice.publishedOn, deadlineOn: deadline, days: days, reason: judgement.reason)
            return result(judgement, lot: lot, .advertisement(facts))
        }
    }

    private func judge(
        _ notice: Notice, _ deadline: CalendarDay?, _ days: Int?, _ spans: [ClosedRange<Int>]?
    ) -> Judgement {
        guard let spans else { return .notApplicable(.countryWithoutRule) }
        // Its publication is that of the change.
        if notice.isChange { return .missing(.changedNotice) }
        if notice.publishedOn == nil { return .missing(.publicationMissing) }
        guard let days else { return .missing(.deadlineMissing) }
        if days < 0 { return .missing(.deadlineBeforePublication) }
        return .decided(flag: spans.contains { $0.contains(days) }, .riskyDays(spans))
    }
}

/// What advertisement-period looks at.
public struct AdvertisementFacts: Hashable, Sendable, JSONWritable {
    let publishedOn: CalendarDay?
    let deadlineOn: CalendarDay?
    let days: Int?
    let reason: Reason?

    /// `{"published_on", "deadline_on", "days", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("published_on", publishedOn)
            json.field("deadline_on", deadlineOn)
            json.field("days", days)
            if let reason { json.field("reason", reason) }
        }
    }
}
