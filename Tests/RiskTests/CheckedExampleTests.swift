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
        .init("few-bids", "458365-2017", "1", .flag, at: 0),
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
