import Notices
@testable import Risk
import Testing

/// Indicators of the known catalogues beyond the core ones.
@Suite struct CatalogueIndicatorTests {
    static let operators: [(Framework.Operators?, Int?, Outcome)] = [
        (.several, 2, .flag), (.several, 3, .noFlag), (nil, 2, .flag), (nil, 3, .noFlag),
        (.several, nil, .missingData), (nil, nil, .missingData), (.several, 0, .missingData),
        (.single, nil, .notApplicable), (.several, 1, .notApplicable), (.both, 2, .missingData),
    ]

    @Test(arguments: operators.indices)
    func `a framework for two is flagged, for three not`(index: Int) throws {
        let row = Self.operators[index]
        let notice = Example.call {
            $0.framework.isAgreement = true
            $0.framework.operators = row.0
            $0.framework.maximumOperators = row.1
        }
        #expect(try outcomes(FrameworkFewOperators.id, notice) == [row.2])
    }

    @Test func `few operators need a framework`() throws {
        #expect(try outcomes(FrameworkFewOperators.id, Example.call()) == [.notApplicable])
        let unknown = Example.call { $0.framework.isAgreement = nil }
        #expect(try outcomes(FrameworkFewOperators.id, unknown) == [.missingData])
        #expect(try outcomes(FrameworkFewOperators.id, Example.award()) == [.notApplicable])
    }

    static let accelerations: [(Procedure.Acceleration, isExplained: Bool, Outcome)] = [
        (.yes, false, .flag), (.yes, true, .noFlag), (.no, false, .notApplicable),
        (.notStated, false, .notApplicable), (.contradictory, true, .missingData),
    ]

    @Test(arguments: accelerations.indices)
    func `urgency needs a reason`(index: Int) throws {
        let row = Self.accelerations[index]
        func notice(_ form: NoticeForm) -> Notice {
            Example.notice(form) {
                $0.procedure.acceleration = row.0
                $0.procedure.isAccelerationExplained = row.isExplained
            }
        }
        #expect(try outcomes(AcceleratedWithoutReason.id, notice(Example.form(.contractNotice))) == [row.2])
        #expect(try outcomes(AcceleratedWithoutReason.id, notice(Example.form(.awardNotice))) == [row.2])
        let social = Example.form(.contractNotice, .social)
        #expect(try outcomes(AcceleratedWithoutReason.id, notice(social)) == [.notApplicable])
        #expect(try outcomes(AcceleratedWithoutReason.id, notice(Example.form(.veat))) == [.notApplicable])
    }

    static let renewals: [(Bool?, Int?, isDescribed: Bool, Outcome)] = [
        (true, nil, false, .flag), (true, nil, true, .noFlag), (true, 1, false, .noFlag),
        (nil, 1, false, .noFlag), (nil, 0, false, .notApplicable), (false, nil, false, .notApplicable),
        (nil, nil, false, .missingData), (nil, nil, true, .missingData),
    ]

    @Test(arguments: renewals.indices)
    func `a renewal needs terms`(index: Int) throws {
        let row = Self.renewals[index]
        let notice = Example.call(terms: {
            $0.renewal.isPossible = row.0
            $0.renewal.most = row.1
            $0.renewal.isDescribed = row.isDescribed
        })
        #expect(try outcomes(RenewalWithoutTerms.id, notice) == [row.3])
        #expect(try outcomes(RenewalWithoutTerms.id, Example.award()) == [.notApplicable])
    }

    static let published: [String] = [ContractDateMissing.id, SupplierUnidentified.id, AwardValueMissing.id]

    @Test(arguments: published)
    func `what an award should tell is flagged when it is absent`(id: String) throws {
        var notice = Example.award()
        notice.awards[0].suppliers = [Organisation(name: "Example Ltd", identifier: nil, country: "IT")]
        #expect(try outcomes(id, notice) == [.flag])
        notice.awards[0].suppliers = [Organisation(name: "Example Ltd", identifier: "1", country: "IT")]
        notice.awards[0].concludedOn = CalendarDay("2024-03-01")
        notice.awards[0].value = Money(text: "5", currency: "EUR")
        #expect(try outcomes(id, notice) == [.noFlag])
        notice.awards[0].outcome = .unknown
        #expect(try outcomes(id, notice) == [.missingData])
        notice.awards[0].outcome = .notAwarded
        #expect(try outcomes(id, notice) == [.notApplicable])
        #expect(try outcomes(id, Example.call()) == [.notApplicable])
    }

    @Test func `one supplier of several without an identifier is enough, a person needs none`() throws {
        var notice = Example.award()
        #expect(try outcomes(SupplierUnidentified.id, notice) == [.missingData])
        let known = Organisation(name: "A", identifier: "1", country: nil)
        let unknown = Organisation(name: "B", identifier: nil, country: nil)
        let person = Organisation(name: "C", identifier: nil, country: nil, isNaturalPerson: true)
        notice.awards[0].suppliers = [known, unknown]
        #expect(try outcomes(SupplierUnidentified.id, notice) == [.flag])
        notice.awards[0].suppliers = [known, person]
        #expect(try outcomes(SupplierUnidentified.id, notice) == [.noFlag])
        notice.awards[0].suppliers = [person]
        #expect(try outcomes(SupplierUnidentified.id, notice) == [.notApplicable])
    }

    @Test func `a range, or values in several currencies, are values; a framework has none`() throws {
        var notice = Example.award()
        notice.awards[0].valueRange.low = Money(text: "1", currency: "EUR")
        #expect(try outcomes(AwardValueMissing.id, notice) == [.flag])
        notice.awards[0].valueRange.high = Money(text: "2", currency: "EUR")
        #expect(try outcomes(AwardValueMissing.id, notice) == [.noFlag])
        notice.awards[0].valueRange = .init()
        notice.awards[0].hasSeveralCurrencies = true
        #expect(try outcomes(AwardValueMissing.id, notice) == [.noFlag])
        notice.tendering = Tendering()
        notice.tendering?.framework.isAgreement = true
        #expect(try outcomes(AwardValueMissing.id, notice) == [.notApplicable])
    }

    @Test func `the old forms give no day of the contract`() throws {
        let old = Example.notice(Example.form(.awardNotice, .defence, series: .r208)) {
            $0.awards = [Award()]
        }
        #expect(try outcomes(ContractDateMissing.id, old) == [.notApplicable])
    }

    static let spans: [(String?, String, Outcome)] = [
        ("AT", "2024-03-21", .flag), ("AT", "2024-03-22", .noFlag), ("AT", "2024-04-03", .noFlag),
        ("AT", "2024-04-04", .flag), ("AT", "2024-04-17", .flag), ("AT", "2024-04-18", .noFlag),
        ("AT", "2024-03-01", .flag), ("AT", "2024-02-29", .missingData), ("AT", "", .missingData),
        ("NO", "2024-04-06", .flag), ("DE", "2024-03-02", .notApplicable), (nil, "", .notApplicable),
    ]

    @Test(arguments: spans.indices)
    func `a country's risky days include both ends`(index: Int) throws {
        let (country, deadline, outcome) = Self.spans[index]
        var notice = Example.call { $0.tendersDueOn = CalendarDay(deadline) }
        notice.country = country
        notice.publishedOn = CalendarDay("2024-03-01")
        #expect(try outcomes(AdvertisementPeriod.id, notice) == [outcome])
    }

    @Test func `a change or a day of publication that is absent leaves the period unknown`() throws {
        var notice = Example.call { $0.tendersDueOn = CalendarDay("2024-03-05") }
        notice.country = "AT"
        #expect(try outcomes(AdvertisementPeriod.id, notice) == [.missingData])
        notice.publishedOn = CalendarDay("2024-03-01")
        #expect(try outcomes(AdvertisementPeriod.id, notice) == [.flag])
        notice.isChange = true
        #expect(try outcomes(AdvertisementPeriod.id, notice) == [.missingData])
    }

    @Test(arguments: ["[]", "[20]", "[\"-5\"]", "[a-b]", "[9-3]", "5"])
    func `spans that are none are refused`(text: String) {
        let yaml = """
            {id: advertisement-period, colour: pink, level: lot, weight: 1, basis: statistical,
             thresholds: [{country: AT, risky_days: \(text)}]}
            """
        #expect(throws: RuleError.self) {
            try AdvertisementPeriod(RuleFile(name: "advertisement-period.yaml", text: yaml))
        }
    }

    private func outcomes(_ id: String, _ notice: Notice) throws -> [Outcome] {
        try ShippedRules.results(id, notice).map(\.outcome)
    }
}
