import Notices
@testable import Risk
import Testing

@Suite struct PriceOnlyTests {
    typealias Row = (String, Outcome)

    static let rows: [Row] = [
        ("price", .flag), ("price quality", .noFlag), ("price cost", .noFlag), ("quality", .noFlag),
        ("cost", .noFlag), ("documents", .noFlag), ("price documents", .noFlag), ("", .missingData),
        ("economical", .noFlag), ("price economical", .missingData),
    ]

    @Test(arguments: rows)
    func `only a price that stands alone is flagged`(names: String, outcome: Outcome) throws {
        #expect(try results(names, Example.form(.contractNotice)) == [outcome])
        #expect(try results(names, Example.form(.awardNotice)) == [outcome])
    }

    @Test func `without a call, or in another kind of notice, it has no meaning`() throws {
        #expect(try results("price", Example.form(.awardNotice), .direct) == [.notApplicable])
        #expect(try results("price", Example.form(.awardNotice), nil) == [.flag])
        #expect(try results("price", Example.form(.veat)) == [.notApplicable])
        #expect(try results("price", Example.form(.other, nil)) == [.notApplicable])
    }

    @Test func `concessions of eForms and F25 have no typed criteria`() throws {
        for regime in [Regime.concession, .socialConcession] {
            #expect(try results("price", Example.form(.awardNotice, regime)) == [.notApplicable])
        }
        let f25 = Example.form(.awardNotice, .concession, series: .r209, code: "F25")
        #expect(try results("price", f25) == [.notApplicable])
        let f06 = Example.form(.awardNotice, .utilities, series: .r209, code: "F06")
        #expect(try results("price", f06) == [.flag])
    }

    @Test func `the old forms give one result for the notice, and a notice without lots one too`() throws {
        let old = Example.notice(Example.form(.awardNotice, .defence, series: .r208)) { notice in
            notice.terms = Terms()
            notice.terms?.criteria.hasPrice = true
            notice.lots = [Lot(), Lot()]
        }
        let results = try ShippedRules.results(PriceOnly.id, old)
        #expect(results.map(\.outcome) == [.flag])
        #expect(results[0].lot == nil)
        let empty = Example.notice(Example.form(.awardNotice))
        #expect(try ShippedRules.results(PriceOnly.id, empty).map(\.outcome) == [.notApplicable])
    }

    private func results(
        _ names: String, _ form: NoticeForm, _ procedure: ProcedureType? = .open
    ) throws -> [Outcome] {
        let notice = Example.notice(form) { notice in
            notice.procedure.type = procedure
            var lot = Lot()
            lot.terms.criteria.hasPrice = names.contains("price")
            lot.terms.criteria.hasQuality = names.contains("quality")
            lot.terms.criteria.hasCost = names.contains("cost")
            lot.terms.criteria.isInDocuments = names.contains("documents")
            lot.terms.criteria.isMostEconomical = names.contains("economical")
            notice.lots = [lot]
        }
        return try ShippedRules.results(PriceOnly.id, notice).map(\.outcome)
    }
}
