import Notices
import Risk
import Testing

/// Examples that were looked up by hand in real notices; the notices themselves stay outside the repository.
struct CheckedExample: Sendable, CustomTestStringConvertible {
    let indicator: String
    let number: String
    /// Nil for results without a lot.
    let lot: String?
    /// Which of several results of the same lot, in document order.
    let position: Int
    let outcome: Outcome

    init(_ indicator: String, _ number: String, _ lot: String?, _ outcome: Outcome, at position: Int = 0) {
        (self.indicator, self.number, self.lot, self.position) = (indicator, number, lot, position)
        self.outcome = outcome
    }

    var testDescription: String { "\(indicator) \(number) \(lot ?? "–") \(outcome.rawValue)" }

    static let all: [CheckedExample] = [
        .init("single-bid", "000082-2019", nil, .flag),
        .init("single-bid", "143160-2017", "1", .noFlag),
        .init("single-bid", "472236-2021", nil, .flag),
        .init("single-bid", "00608106-2025", "LOT-0000", .flag),
        .init("single-bid", "028290-2021", nil, .notApplicable),
        .init("single-bid", "00522031-2023", "LOT-0000", .missingData),
        .init("single-bid", "472262-2021", nil, .missingData),
        .init("few-bids", "002705-2021", nil, .flag),
        .init("few-bids", "106435-2018", nil, .noFlag),
        .init("few-bids", "458365-2017", "1", .flag),
        .init("few-bids", "458365-2017", "1", .noFlag, at: 1),
        .init("few-bids", "000082-2019", nil, .notApplicable),
        .init("few-bids", "00721144-2024", "LOT-0000", .flag),
        .init("no-prior-publication", "281577-2022", nil, .flag),
        .init("no-prior-publication", "245488-2021", nil, .flag),
        .init("no-prior-publication", "405306-2016", nil, .flag),
        .init("no-prior-publication", "00001772-2024", nil, .flag),
        .init("no-prior-publication", "288526-2017", nil, .noFlag),
        .init("no-prior-publication", "410138-2021", nil, .missingData),
        .init("accelerated-procedure", "146845-2021", nil, .flag),
        .init("accelerated-procedure", "114147-2021", nil, .flag),
        .init("accelerated-procedure", "00660155-2023", nil, .flag),
        .init("accelerated-procedure", "00612681-2024", nil, .noFlag),
        .init("accelerated-procedure", "00634807-2022", nil, .missingData),
        .init("accelerated-procedure", "233372-2018", nil, .notApplicable),
        .init("accelerated-procedure", "025093-2020", nil, .notApplicable),
        .init("short-submission-period", "352458-2021", nil, .flag),
        .init("short-submission-period", "331333-2021", nil, .flag),
        .init("short-submission-period", "322533-2018", nil, .flag),
        .init("short-submission-period", "00757543-2023", "LOT-0003", .flag),
        .init("short-submission-period", "00536143-2023", "LOT-0000", .noFlag),
        .init("short-submission-period", "540155-2021", nil, .noFlag),
        .init("short-submission-period", "00740039-2023", "LOT-0001", .missingData),
        .init("framework-single-operator", "111575-2017", nil, .flag),
        .init("framework-single-operator", "00615708-2023", "LOT-0000", .flag),
        .init("framework-single-operator", "351930-2018", nil, .noFlag),
        .init("framework-single-operator", "371311-2021", nil, .noFlag),
        .init("framework-single-operator", "057004-2021", nil, .missingData),
        .init("framework-single-operator", "00486429-2023", "LOT-0000", .missingData),
        .init("framework-too-long", "363208-2022", "1", .flag),
        .init("framework-too-long", "274449-2018", nil, .flag),
        .init("framework-too-long", "169027-2021", nil, .flag),
        .init("framework-too-long", "259853-2021", nil, .noFlag),
        .init("framework-too-long", "254315-2016", "1", .missingData),
        .init("framework-too-long", "00291858-2023", "LOT-0000", .noFlag),
        .init("long-contract", "053732-2018", nil, .flag),
        .init("long-contract", "335309-2021", nil, .flag),
        .init("long-contract", "00246534-2023", "LOT-0000", .flag),
        .init("long-contract", "187948-2022", nil, .noFlag),
        .init("long-contract", "00745916-2023", "LOT-0001", .noFlag),
        .init("long-contract", "352458-2021", nil, .missingData),
        .init("long-contract", "00486429-2023", "LOT-0000", .notApplicable),
        .init("opening-differs-from-deadline", "133853-2017", nil, .flag),
        .init("opening-differs-from-deadline", "00158253-2023", "LOT-0001", .flag),
        .init("opening-differs-from-deadline", "038359-2021", nil, .noFlag),
        .init("opening-differs-from-deadline", "058360-2017", nil, .notApplicable),
        .init("opening-differs-from-deadline", "00634807-2022", "LOT-0001", .missingData),
        .init("final-value-far-from-estimate", "000087-2019", nil, .flag),
        .init("final-value-far-from-estimate", "198771-2021", nil, .flag),
        .init("final-value-far-from-estimate", "00623884-2024", "LOT-0001", .flag),
        .init("final-value-far-from-estimate", "00191536-2024", "LOT-0000", .noFlag),
        .init("final-value-far-from-estimate", "003424-2021", nil, .noFlag),
        .init("final-value-far-from-estimate", "142619-2021", nil, .missingData),
        .init("final-value-far-from-estimate", "196828-2017", nil, .missingData),
        .init("final-value-far-from-estimate", "281577-2022", "1", .notApplicable),
        .init("price-only", "002705-2021", nil, .flag),
        .init("price-only", "303498-2021", nil, .flag),
        .init("price-only", "00128154-2024", "LOT-0006", .flag),
        .init("price-only", "00739962-2023", "LOT-0005", .noFlag),
        .init("price-only", "007685-2022", nil, .noFlag),
        .init("price-only", "010107-2021", nil, .missingData),
        .init("price-only", "098549-2019", nil, .notApplicable),
        .init("not-awarded-without-reason", "222084-2021", "1", .noFlag),
        .init("not-awarded-without-reason", "434786-2019", nil, .noFlag),
        .init("not-awarded-without-reason", "00611835-2024", "LOT-0005", .noFlag),
        .init("not-awarded-without-reason", "154141-2017", nil, .notApplicable),
        .init("many-renewals", "00650618-2023", "LOT-7750", .flag),
        .init("many-renewals", "460098-2021", nil, .flag),
        .init("many-renewals", "057651-2021", nil, .noFlag),
        .init("many-renewals", "060481-2021", nil, .missingData),
        .init("many-renewals", "00486429-2023", "LOT-0000", .missingData),
        .init("few-candidates", "481364-2020", nil, .flag),
        .init("few-candidates", "018265-2021", nil, .flag),
        .init("few-candidates", "311468-2021", nil, .flag),
        .init("few-candidates", "057651-2021", nil, .noFlag),
        .init("few-candidates", "00757543-2023", "LOT-0002", .noFlag),
        .init("few-candidates", "00731596-2023", "LOT-0000", .notApplicable),
        .init("few-candidates", "081796-2017", nil, .notApplicable),
        .init("decision-period", "00191536-2024", "LOT-0000", .missingData),
        .init("decision-period", "010245-2021", nil, .missingData),
        .init("decision-period", "112330-2018", "14", .notApplicable),
    ]
}

@Suite(.enabled(if: RealNotices.isPresent, RealNotices.skipped))
struct CheckedExampleTests {
    @Test(arguments: CheckedExample.all)
    func `the example that was checked by hand comes out`(example: CheckedExample) throws {
        let notice = try #require(RealNotices.byNumber[example.number])
        let results = try ShippedRules.results(example.indicator, notice).filter { $0.lot == example.lot }
        try #require(results.count > example.position, "no result for lot \(example.lot ?? "none")")
        #expect(results[example.position].outcome == example.outcome, "\(results[example.position].json)")
    }
}
