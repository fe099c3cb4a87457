import Notices
@testable import Risk
import Testing

/// The three indicators on high values, with the bounds of the shipped rule files on both sides.
@Suite struct HighValueTests {
    static let rows: [(country: String, amount: String, currency: String, nature: String?, Outcome)] = [
        ("HU", "1500000000", "HUF", "works", .noFlag), ("HU", "1500000000.01", "HUF", "works", .flag),
        ("HU", "1000000000", "HUF", "supplies", .noFlag), ("HU", "1000000000.01", "HUF", "supplies", .flag),
        ("HU", "1000000001", "HUF", "services", .flag), ("HU", "1000000001", "HUF", "works", .noFlag),
        ("HU", "2000000000", "EUR", "works", .notApplicable), ("IT", "5000000", "EUR", "works", .noFlag),
        ("IT", "5000000.01", "EUR", "services", .flag), ("IT", "5000001", "EUR", nil, .missingData),
        ("IT", "5000001", "EUR", "combined", .missingData), ("PL", "9000000", "PLN", "works", .notApplicable),
        ("IT", "1", "EUR", "works", .missingData), ("IT", "1.01", "EUR", "works", .noFlag),
        ("IT", "", "EUR", "works", .missingData),
    ]

    @Test(arguments: rows.indices)
    func `the bound itself is not above it`(index: Int) throws {
        let (country, amount, currency, nature, expected) = Self.rows[index]
        let money = Money(text: amount, currency: currency)
        var call = Example.call()
        call.country = country
        call.lots[0].nature = nature
        call.lots[0].estimate = money
        #expect(try outcome(HighEstimate.id, call) == expected)
        #expect(try outcome(HighFrameworkValue.id, call) == .notApplicable)
        call.lots[0].tendering?.framework.isAgreement = true
        #expect(try outcome(HighFrameworkValue.id, call) == expected)
        #expect(try outcome(HighEstimate.id, call) == .notApplicable)
        var award = Example.award()
        award.country = country
        award.nature = nature
        award.awards[0].value = money
        #expect(try outcome(HighFinalValue.id, award) == expected)
    }

    @Test func `the ceiling goes before the estimate, and the lot before the notice`() throws {
        var call = Example.call { $0.framework.isAgreement = true }
        call.nature = "works"
        call.estimate = Money(text: "9000000", currency: "EUR")
        #expect(try outcome(HighFrameworkValue.id, call) == .flag)
        call.lots[0].estimate = Money(text: "10", currency: "EUR")
        #expect(try outcome(HighFrameworkValue.id, call) == .noFlag)
        call.lots[0].frameworkMaximum = Money(text: "9000000", currency: "EUR")
        #expect(try outcome(HighFrameworkValue.id, call) == .flag)
    }

    @Test func `the value of the whole is not that of one lot of two`() throws {
        var call = Example.call()
        call.nature = "works"
        call.estimate = Money(text: "9000000", currency: "EUR")
        #expect(try outcome(HighEstimate.id, call) == .flag)
        call.lots.append(call.lots[0])
        #expect(
            try ShippedRules.results(HighEstimate.id, call).map(\.outcome) == [.missingData, .missingData])
    }

    @Test func `a framework that is not known is missing`() throws {
        let call = Example.call { $0.framework.isAgreement = nil }
        #expect(try outcome(HighFrameworkValue.id, call) == .missingData)
    }

    @Test func `a final value is high only where nothing was estimated`() throws {
        var award = Example.award()
        award.nature = "works"
        award.awards[0].valueRange.high = Money(text: "9000000", currency: "EUR")
        #expect(try outcome(HighFinalValue.id, award) == .flag)
        for (estimate, expected) in [("1", Outcome.flag), ("1.01", .notApplicable)] {
            award.awards[0].estimate = Money(text: estimate, currency: "EUR")
            #expect(try outcome(HighFinalValue.id, award) == expected)
        }
        award.awards[0].estimate = nil
        award.awards[0].outcome = .notAwarded
        #expect(try outcome(HighFinalValue.id, award) == .notApplicable)
        award.awards[0].outcome = .awarded
        award.tendering = Tendering()
        award.tendering?.framework.isAgreement = true
        #expect(try outcome(HighFinalValue.id, award) == .notApplicable)
    }

    @Test(arguments: [HighEstimate.id, HighFrameworkValue.id])
    func `an award says nothing of an estimate's height`(id: String) throws {
        #expect(try outcome(id, Example.award()) == .notApplicable)
        #expect(try outcome(HighFinalValue.id, Example.call()) == .notApplicable)
    }

    private func outcome(_ id: String, _ notice: Notice) throws -> Outcome? {
        try ShippedRules.results(id, notice).first?.outcome
    }
}
