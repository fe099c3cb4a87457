import Foundation
import Notices
@testable import Risk
import Testing

@Suite struct FinalValueTests {
    typealias Row = (estimate: String, low: String, high: String, Outcome)

    static let rows: [Row] = [
        ("100", "100", "100", .noFlag), ("100", "100.01", "100.01", .flag), ("100", "50", "50", .noFlag),
        ("100", "49.99", "49.99", .flag), ("0.30", "0.30", "0.30", .missingData),
        // A binary fraction would call one of these equal to the estimate.
        ("1.30", "1.3000000000000000001", "1.3000000000000000001", .flag),
        ("100", "60", "70", .noFlag), ("100", "50", "100", .noFlag), ("100", "101", "120", .flag),
        ("100", "10", "49.99", .flag), ("100", "10", "50", .missingData), ("100", "49", "60", .missingData),
        ("100", "100", "101", .missingData), ("100", "90", "80", .missingData),
        ("1", "50", "50", .missingData), ("1.01", "1.01", "1.01", .noFlag), ("100", "1", "1", .missingData),
        ("100", "1.01", "1.01", .flag), ("100", "1", "80", .missingData), ("0", "5", "5", .missingData),
        ("1000", "10", "10", .flag), ("1000", "9.99", "9.99", .missingData),
        ("2", "200", "200", .flag), ("2", "200.01", "200.01", .missingData),
        ("", "100", "100", .missingData), ("100", "", "", .missingData), ("100", "", "90", .missingData),
    ]

    @Test(arguments: rows.indices)
    func `the estimate and half of it are no flag, beyond them is`(index: Int) throws {
        let row = Self.rows[index]
        #expect(try outcome(row) == row.3)
    }

    @Test func `the direction is told`() throws {
        func direction(_ row: Row) throws -> Bool {
            try result(row).inputs.json.contains(#""direction":"above""#)
        }
        #expect(try direction(("100", "120", "120", .flag)))
        #expect(try !direction(("100", "20", "20", .flag)))
        #expect(try result(("100", "20", "20", .flag)).inputs.json.contains(#""direction":"below""#))
        #expect(try !result(("100", "80", "80", .noFlag)).inputs.json.contains("direction"))
    }

    @Test func `the bounds are told with every decision`() throws {
        #expect(
            try result(("100", "120", "120", .flag)).threshold
                == .valueShares(above: 1, below: Decimal(string: "0.5") ?? 0))
    }

    static let reasons: [(low: String, high: String, currency: String, reason: String)] = [
        ("40", "60", "EUR", "range_straddles"), ("40", "60", "CHF", "currencies_differ"),
        ("10000.01", "10000.01", "EUR", "not_comparable"),
        ("10000.01", "10000.01", "CHF", "currencies_differ"), ("1", "1", "EUR", "value_unknown"),
        ("1", "1", "CHF", "value_unknown"), ("120", "110", "CHF", "range_reversed"),
    ]

    @Test(arguments: reasons.indices)
    func `other currencies are the reason only where the values can be used`(index: Int) throws {
        let (low, high, currency, reason) = Self.reasons[index]
        let result = try result(("100", low, high, .missingData), ("EUR", currency))
        #expect(result.outcome == .missingData)
        #expect(result.json.contains("\"reason\":\"\(reason)\""), "\(result.json)")
    }

    @Test func `a range is told as one and a value as one`() throws {
        let value = try result(("100", "120", "120", .flag)).json
        #expect(value.contains("\"final_value\":\"120\"") && !value.contains("final_low"))
        let range = try result(("100", "120", "130", .flag)).json
        #expect(range.contains("\"final_low\":\"120\",\"final_high\":\"130\""))
        #expect(!range.contains("final_value"))
    }

    @Test func `other currencies and withheld ones are missing`() throws {
        #expect(try outcome(("100", "120", "120", .flag), currencies: ("EUR", "PLN")) == .missingData)
        #expect(try outcome(("100", "120", "120", .flag), currencies: (nil, nil)) == .missingData)
        #expect(try outcome(("100", "120", "120", .flag), currencies: ("EUR", nil)) == .missingData)
    }

    static let obstacles: [(String, Outcome, @Sendable (inout Notice) -> Void)] = [
        ("not awarded", .notApplicable, { $0.awards[0].outcome = .notAwarded }),
        ("unknown outcome", .missingData, { $0.awards[0].outcome = .unknown }),
        (
            "tax on one side", .missingData,
            { notice in
                notice.awards[0].valueTerms.estimateIncludesTax = true
                notice.awards[0].valueTerms.valueIncludesTax = false
            }
        ),
        (
            "tax on both sides", .flag,
            { notice in
                notice.awards[0].valueTerms.estimateIncludesTax = true
                notice.awards[0].valueTerms.valueIncludesTax = true
            }
        ),
        ("tax stated once", .flag, { $0.awards[0].valueTerms.estimateIncludesTax = true }),
        ("a value per year", .missingData, { $0.awards[0].valueTerms.isPeriodic = true }),
        ("winners in two currencies", .missingData, { $0.awards[0].hasSeveralCurrencies = true }),
        (
            "a framework of the lot", .notApplicable,
            { notice in
                var lot = Lot()
                lot.key = "1"
                lot.tendering = Tendering()
                lot.tendering?.framework.isAgreement = true
                notice.lots = [lot]
            }
        ),
        (
            "a framework of another lot", .flag,
            { notice in
                var lot = Lot()
                lot.key = "2"
                lot.tendering = Tendering()
                lot.tendering?.framework.isAgreement = true
                notice.lots = [lot]
            }
        ),
        (
            "a framework of the notice", .notApplicable,
            { notice in
                notice.awards[0].outcome = .unknown
                notice.tendering = Tendering()
                notice.tendering?.framework.isAgreement = true
            }
        ),
    ]

    @Test(arguments: obstacles.indices)
    func `what stands before the comparison`(index: Int) throws {
        let (_, outcome, change) = Self.obstacles[index]
        var notice = notice(("100", "120", "120", .flag), ("EUR", "EUR"))
        change(&notice)
        #expect(
            try ShippedRules.results(FinalValueFarFromEstimate.id, notice).map(\.outcome) == [outcome],
            "\(Self.obstacles[index].0)")
    }

    private func result(
        _ row: Row, _ currencies: (String?, String?) = ("EUR", "EUR")
    ) throws -> IndicatorResult {
        try #require(
            try ShippedRules.results(FinalValueFarFromEstimate.id, notice(row, currencies)).first)
    }

    private func outcome(_ row: Row, currencies: (String?, String?) = ("EUR", "EUR")) throws -> Outcome {
        try result(row, currencies).outcome
    }

    private func notice(_ row: Row, _ currencies: (String?, String?)) -> Notice {
        var notice = Example.award()
        notice.awards[0].estimate = Money(text: row.estimate, currency: currencies.0)
        if row.low == row.high {
            notice.awards[0].value = Money(text: row.low, currency: currencies.1)
        } else {
            notice.awards[0].valueRange.low = Money(text: row.low, currency: currencies.1)
            notice.awards[0].valueRange.high = Money(text: row.high, currency: currencies.1)
        }
        return notice
    }
}
