import Notices
@testable import Risk
import Testing

@Suite struct AwardDecisionTests {
    static let periods: [(String, String, Outcome)] = [
        ("2024-01-01", "2024-01-07", .flag), ("2024-01-01", "2024-01-08", .noFlag),
        ("2024-01-01", "2024-06-29", .noFlag), ("2024-01-01", "2024-06-30", .flag),
        ("2024-01-01", "2024-01-01", .flag), ("2024-01-02", "2024-01-01", .missingData),
        ("", "2024-01-01", .missingData), ("2024-01-01", "", .missingData), ("", "", .missingData),
    ]

    @Test(arguments: periods.indices)
    func `seven and a hundred and eighty days are no flag`(index: Int) throws {
        let (deadline, decision, outcome) = Self.periods[index]
        var notice = Example.award()
        notice.awards[0].decidedOn = CalendarDay(decision)
        notice.lots = [lot("2", due: "2020-01-01"), lot("1", due: deadline)]
        #expect(try ShippedRules.results(DecisionPeriod.id, notice).map(\.outcome) == [outcome])
        notice.awards[0].outcome = .unknown
        #expect(try ShippedRules.results(DecisionPeriod.id, notice).map(\.outcome) == [outcome])
        notice.awards[0].outcome = .notAwarded
        #expect(try ShippedRules.results(DecisionPeriod.id, notice).map(\.outcome) == [.notApplicable])
    }

    @Test func `the deadline is that of the procedure`() throws {
        var notice = Example.award(procedure: .restricted)
        notice.awards[0].decidedOn = CalendarDay("2024-03-01")
        notice.lots = [lot("1", due: "2024-02-29")]
        notice.lots[0].tendering?.requestsDueOn = CalendarDay("2024-01-01")
        #expect(try ShippedRules.results(DecisionPeriod.id, notice).map(\.outcome) == [.noFlag])
        notice.procedure.type = .open
        #expect(try ShippedRules.results(DecisionPeriod.id, notice).map(\.outcome) == [.flag])
    }

    static let failures: [(Award.Outcome, String?, goesOn: Bool, Outcome)] = [
        (.awarded, nil, false, .notApplicable), (.unknown, "other", false, .missingData),
        (.notAwarded, nil, false, .flag), (.notAwarded, "other", false, .noFlag),
        (.notAwarded, nil, true, .notApplicable),
    ]

    @Test(arguments: failures.indices)
    func `a failure needs a reason`(index: Int) throws {
        let row = Self.failures[index]
        var notice = Example.award(row.0)
        notice.awards[0].failure.reason = row.1
        notice.awards[0].failure.isCompetitionOpen = row.goesOn
        let results = try ShippedRules.results(NotAwardedWithoutReason.id, notice)
        #expect(results.map(\.outcome) == [row.3])
        #expect(results.map(\.lot) == ["1"])
    }

    @Test func `the old forms have no field for a failure`() throws {
        let notice = Example.notice(Example.form(.awardNotice, .defence, series: .r208)) {
            $0.awards = [Award(), Award()]
        }
        #expect(
            try ShippedRules.results(NotAwardedWithoutReason.id, notice).map(\.outcome) == [.notApplicable])
    }

    @Test func `other notices have no award to judge`() throws {
        for kind in [NoticeKind.contractNotice, .veat, .other] {
            for id in [DecisionPeriod.id, NotAwardedWithoutReason.id, FinalValueFarFromEstimate.id] {
                let notice = Example.notice(Example.form(kind)) { $0.awards = [Award()] }
                #expect(try ShippedRules.results(id, notice).map(\.outcome) == [.notApplicable], "\(id)")
            }
        }
    }

    private func lot(_ key: String, due: String) -> Lot {
        var lot = Lot()
        lot.key = key
        lot.tendering = Tendering()
        lot.tendering?.tendersDueOn = CalendarDay(due)
        return lot
    }
}
