import Notices
@testable import Risk
import Testing

/// What is told of a contract and counts for nothing: Opentender's administrative and transparency indicators.
@Suite struct ToldFactTests {
    static let practices: [(String, @Sendable (inout Tendering, Bool?) -> Void)] = [
        (ElectronicAuction.id, { $0.usesAuction = $1 }), (CoveredByGPA.id, { $0.isCoveredByGPA = $1 }),
        (FrameworkUse.id, { $0.framework.isAgreement = $1 }),
    ]

    @Test(arguments: practices.indices)
    func `a practice is followed, or not, or not stated`(index: Int) throws {
        let (id, set) = Self.practices[index]
        let answers: [(Bool?, Outcome)] = [(true, .noFlag), (false, .flag), (nil, .missingData)]
        for (answer, expected) in answers {
            #expect(try outcome(id, Example.call { set(&$0, answer) }) == expected)
        }
        #expect(try outcome(id, Example.award()) == .notApplicable)
        #expect(try outcome(id, Example.notice(Example.form(.other, nil))) == .notApplicable)
    }

    @Test func `central purchasing is asked of any notice`() throws {
        let answers: [(Bool?, Outcome)] = [(true, .noFlag), (false, .flag), (nil, .missingData)]
        for (answer, expected) in answers {
            var notice = Example.award()
            notice.isCentralPurchasing = answer
            #expect(try outcome(CentralPurchasing.id, notice) == expected)
        }
    }

    @Test(arguments: [
        ("IT", ["it", "en"], Outcome.noFlag), ("IT", ["it"], .flag), ("IT", [], .missingData),
        ("IE", ["en"], .notApplicable), ("GB", [], .notApplicable), ("MT", ["mt"], .notApplicable),
    ])
    func `English is asked where it is foreign`(country: String, languages: [String], expected: Outcome)
        throws
    {
        var call = Example.call { $0.languages = languages }
        call.country = country
        #expect(try outcome(EnglishAccepted.id, call) == expected)
        #expect(try outcome(Languages.id, call) == (languages.isEmpty ? .flag : .noFlag))
    }

    static let fields: [(String, @Sendable (inout Notice) -> Void)] = [
        (BuyerName.id, { $0.buyers = [Organisation(name: "A", identifier: nil, country: nil)] }),
        (
            BuyerRegion.id,
            {
                var buyer = Organisation()
                buyer.nuts = "ITC1"
                $0.buyers = [buyer]
            }
        ),
        (Title.id, { $0.title = "A" }), (ProcedureNamed.id, { $0.procedure.type = .open }),
        (Classification.id, { $0.cpv = "45000000" }),
        (Year.id, { $0.publishedOn = CalendarDay("2024-03-01") }),
        (Place.id, { $0.lots[0].nuts = ["ITC1"] }), (Funding.id, { $0.lots[0].isUnionFunded = false }),
        (CriteriaNamed.id, { $0.lots[0].terms.criteria.hasPrice = true }),
        (LengthNamed.id, { $0.lots[0].terms.length.measures = [.init(count: 1, unit: .month)] }),
    ]

    @Test(arguments: fields.indices)
    func `a field is published or not`(index: Int) throws {
        let (id, fill) = Self.fields[index]
        var call = Example.call(procedure: nil)
        call.dispatchedOn = nil
        #expect(try outcome(id, call) == .flag)
        fill(&call)
        #expect(try outcome(id, call) == .noFlag)
        #expect(try outcome(id, Example.notice(Example.form(.other, nil))) == .notApplicable)
    }

    @Test func `the code for no object is none, and a name that is empty is none`() throws {
        var call = Example.call()
        call.cpv = "99000000-0"
        call.buyers = [Organisation()]
        #expect(try outcome(Classification.id, call) == .flag)
        #expect(try outcome(BuyerName.id, call) == .flag)
    }

    @Test(arguments: [Place.id, Funding.id, BuyerRegion.id])
    func `the old forms have no such field`(id: String) throws {
        let old = Example.notice(Example.form(.contractNotice, .defence, series: .r208)) { $0.lots = [Lot()] }
        #expect(try outcome(id, old) == .notApplicable)
    }

    @Test(arguments: [(SupplierName.id, NoticeForm.Series.r209), (SubcontractingNamed.id, .eforms)])
    func `an award names its supplier and what is subcontracted`(id: String, series: NoticeForm.Series) throws
    {
        var award = Example.award()
        #expect(try outcome(id, award) == .flag)
        award.awards[0].suppliers = [Organisation(name: "A", identifier: nil, country: nil)]
        award.awards[0].subcontracting.isPlanned = false
        #expect(try outcome(id, award) == .noFlag)
        award.awards[0].outcome = .unknown
        #expect(try outcome(id, award) == .missingData)
        award.awards[0].outcome = .notAwarded
        #expect(try outcome(id, award) == .notApplicable)
        let old = Example.notice(Example.form(.awardNotice, series: .r209, code: "F03")) {
            $0.awards = [Award()]
        }
        #expect(try outcome(id, old) == (series == .eforms ? .notApplicable : .missingData))
    }

    @Test func `lots of a voluntary notice are not asked, and a notice without lots has none`() throws {
        #expect(
            try outcome(Place.id, Example.notice(Example.form(.veat)) { $0.lots = [Lot()] }) == .notApplicable
        )
        #expect(try outcome(Place.id, Example.notice(Example.form(.contractNotice))) == .notApplicable)
        #expect(try outcome(CriteriaNamed.id, Example.award()) == .notApplicable)
    }

    private func outcome(_ id: String, _ notice: Notice) throws -> Outcome? {
        try ShippedRules.rules.get().tell(notice).first { $0.indicator == id }?.outcome
    }
}
