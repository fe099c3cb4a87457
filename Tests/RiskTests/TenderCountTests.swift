import Notices
@testable import Risk
import Testing

@Suite struct TenderCountTests {
    typealias Row = (ProcedureType?, Award.Outcome, [Int], single: Outcome, few: Outcome)

    static let rows: [Row] = [
        (.open, .awarded, [1], .flag, .notApplicable),
        (.open, .awarded, [2], .noFlag, .flag),
        (.open, .awarded, [3], .noFlag, .noFlag),
        (.restricted, .awarded, [99], .noFlag, .noFlag),
        (.other, .awarded, [1], .flag, .notApplicable),
        (nil, .awarded, [1], .flag, .notApplicable),
        (.open, .awarded, [], .missingData, .missingData),
        (.open, .awarded, [0], .missingData, .missingData),
        (.open, .awarded, [1, 4], .missingData, .missingData),
        (.open, .unknown, [1], .missingData, .missingData),
        (.direct, .unknown, [1], .notApplicable, .notApplicable),
        (.direct, .awarded, [1], .notApplicable, .notApplicable),
        (.open, .notAwarded, [1], .notApplicable, .notApplicable),
        (nil, .notAwarded, [], .notApplicable, .notApplicable),
    ]

    @Test(arguments: rows.indices)
    func `one tender and few tenders`(index: Int) throws {
        let row = Self.rows[index]
        let notice = Example.award(procedure: row.0, row.1, counts: row.2)
        #expect(try ShippedRules.results(SingleBid.id, notice).map(\.outcome) == [row.single])
        #expect(try ShippedRules.results(FewBids.id, notice).map(\.outcome) == [row.few])
    }

    @Test func `each block keeps its own result`() throws {
        var notice = Example.award(counts: [1])
        var second = notice.awards[0]
        second.block = 2
        second.tenderCounts = [5]
        notice.awards.append(second)
        let results = try ShippedRules.results(SingleBid.id, notice)
        #expect(results.map(\.outcome) == [.flag, .noFlag])
        #expect(results.map(\.block) == [1, 2])
        #expect(results.map(\.lot) == ["1", "1"])
    }

    @Test func `a notice without award blocks gets one result without a lot`() throws {
        let notice = Example.notice(Example.form(.awardNotice))
        let results = try ShippedRules.results(SingleBid.id, notice)
        #expect(results.map(\.outcome) == [.notApplicable])
        #expect(results[0].lot == nil && results[0].block == nil)
        #expect(results[0].inputs.json.contains("no_awards"))
    }

    @Test func `the result names the count it used`() throws {
        let result = try #require(try ShippedRules.results(SingleBid.id, Example.award(counts: [1])).first)
        #expect(
            result.inputs.json
                == #"{"outcome":"awarded","procedure":"open","count_used":"tenders_received","tenders":1}"#)
        #expect(result.threshold == .fewerTendersThan(2))
    }
}
