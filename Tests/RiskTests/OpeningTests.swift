import Notices
@testable import Risk
import Testing

@Suite struct OpeningTests {
    typealias Row = (ProcedureType?, deadline: String, opening: String, Outcome)

    static let rows: [Row] = [
        (.open, "2024-04-01", "2024-04-01", .noFlag), (.open, "2024-04-01", "2024-04-02", .flag),
        (.open, "2024-04-02", "2024-04-01", .flag), (.open, "2024-04-01", "", .missingData),
        (.open, "", "2024-04-01", .missingData), (.open, "", "", .missingData),
        (.restricted, "2024-04-01", "2024-04-02", .notApplicable),
        (.direct, "2024-04-01", "2024-04-02", .notApplicable),
        (nil, "2024-04-01", "2024-04-02", .missingData),
    ]

    @Test(arguments: rows.indices)
    func `tenders are opened on the day of the deadline`(index: Int) throws {
        let row = Self.rows[index]
        let notice = Example.call(procedure: row.0) {
            $0.tendersDueOn = CalendarDay(row.deadline)
            $0.opensOn = CalendarDay(row.opening)
        }
        #expect(try ShippedRules.results(OpeningDiffersFromDeadline.id, notice).map(\.outcome) == [row.3])
    }

    @Test func `the deadline for requests is not that for tenders`() throws {
        let notice = Example.call {
            $0.requestsDueOn = CalendarDay("2024-04-01")
            $0.opensOn = CalendarDay("2024-04-02")
        }
        #expect(
            try ShippedRules.results(OpeningDiffersFromDeadline.id, notice).map(\.outcome) == [.missingData])
    }

    @Test(arguments: ["F21", "F22", "F23", "F24"])
    func `forms without the field get one result that says so`(code: String) throws {
        let form = Example.form(.contractNotice, .social, series: .r209, code: code)
        for id in [OpeningDiffersFromDeadline.id, ManyRenewals.id, FewCandidates.id, PriceOnly.id] {
            let results = try ShippedRules.results(id, Example.notice(form) { $0.lots = [Lot(), Lot()] })
            #expect(results.map(\.outcome) == [.notApplicable], "\(id)")
            #expect(results[0].inputs.json.contains("form_has_no_field"), "\(id)")
        }
    }

    @Test func `other kinds of notices say nothing`() throws {
        let kinds: [NoticeKind] = [.awardNotice, .veat, .other]
        for kind in kinds {
            for id in [OpeningDiffersFromDeadline.id, ManyRenewals.id, FewCandidates.id] {
                let notice = Example.notice(Example.form(kind)) { $0.lots = [Lot()] }
                #expect(try ShippedRules.results(id, notice).map(\.outcome) == [.notApplicable], "\(id)")
            }
        }
    }
}
