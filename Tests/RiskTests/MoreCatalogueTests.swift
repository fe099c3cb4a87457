import Notices
@testable import Risk
import Testing

/// The indicators of the catalogues that came with the rule set core-3, each with its four results.
@Suite struct MoreCatalogueTests {
    static let codes: [(country: String?, code: String?, Outcome)] = [
        ("HU", "45233120", .flag), ("HU", "45221000", .flag), ("HU", "45234", .flag),
        ("HU", "45232100", .noFlag),
        ("HU", nil, .missingData), ("IT", "45233120", .notApplicable), (nil, "45233120", .notApplicable),
    ]

    @Test(arguments: codes.indices)
    func `a trade is known by the first digits of its code`(index: Int) throws {
        let (country, code, expected) = Self.codes[index]
        var call = Example.call()
        call.country = country
        call.cpv = code
        #expect(try outcome(CartelProneObject.id, call) == expected)
        call.lots = []
        #expect(try outcome(CartelProneObject.id, call) == expected)
        call.cpv = "11111111"
        call.lots = [Lot()]
        call.lots[0].cpv = code
        if code != nil { #expect(try outcome(CartelProneObject.id, call) == expected) }
    }

    static let demands: [(@Sendable (inout Selection.Demand) -> Void, Outcome, old: Outcome)] = [
        ({ _ in }, .flag, .flag), ({ $0.isStated = true }, .noFlag, .flag),
        ({ $0.isDescribed = true }, .noFlag, .noFlag), ({ $0.hasMinimum = true }, .noFlag, .noFlag),
        ({ $0.isInDocuments = true }, .noFlag, .noFlag),
    ]

    @Test(arguments: demands.indices)
    func `a demand is a level, a text or the documents, in eForms its code`(index: Int) throws {
        let (change, expected, old) = Self.demands[index]
        let call = Example.call {
            change(&$0.selection.economic)
            change(&$0.selection.technical)
        }
        #expect(try outcome(FinancialMinimum.id, call) == expected)
        #expect(try outcome(TechnicalMinimum.id, call) == expected)
        let standard = Self.form209(call, "F02")
        #expect(try outcome(FinancialMinimum.id, standard) == old)
        #expect(try outcome(TechnicalMinimum.id, standard) == old)
        let social = Self.form209(call, "F21")
        #expect(try outcome(FinancialMinimum.id, social) == .notApplicable)
        #expect(try outcome(TechnicalMinimum.id, Example.award()) == .notApplicable)
    }

    @Test func `a demand on finances is no demand on ability`() throws {
        let call = Example.call { $0.selection.economic.isStated = true }
        #expect(try outcome(FinancialMinimum.id, call) == .noFlag)
        #expect(try outcome(TechnicalMinimum.id, call) == .flag)
    }

    /// The same call as a TED form, which states its terms once.
    static func form209(_ call: Notice, _ code: String) -> Notice {
        Example.notice(Example.form(.contractNotice, series: .r209, code: code)) {
            $0.tendering = call.lots.first?.tendering
            $0.lots = [Lot()]
        }
    }

    @Test func `a level is told only where the form has a place for it`() throws {
        var call = Example.call { $0.selection.economic.hasMinimum = true }
        #expect(try told(FinancialLevelOpen.id, Self.form209(call, "F02")) == .flag)
        #expect(try told(FinancialLevelOpen.id, call) == .notApplicable)
        call.lots[0].tendering?.selection = Selection()
        #expect(try told(FinancialLevelOpen.id, Self.form209(call, "F05")) == .noFlag)
        #expect(try told(FinancialLevelOpen.id, Self.form209(call, "F22")) == .notApplicable)
    }

    @Test func `grounds for exclusion are named or not, in eForms`() throws {
        var call = Example.call()
        #expect(try outcome(ExclusionGrounds.id, call) == .flag)
        call.statesExclusionGrounds = true
        #expect(try outcome(ExclusionGrounds.id, call) == .noFlag)
        #expect(try outcome(ExclusionGrounds.id, Self.form209(call, "F02")) == .notApplicable)
        #expect(try outcome(ExclusionGrounds.id, Example.call(.social)) == .notApplicable)
        #expect(try outcome(ExclusionGrounds.id, Example.award()) == .notApplicable)
    }

    static let grounds: [(ProcedureType?, [String], Outcome)] = [
        (.direct, [], .flag), (.direct, ["technical"], .noFlag), (.open, [], .notApplicable),
        (nil, [], .missingData),
    ]

    @Test(arguments: grounds.indices)
    func `an award without a call needs a ground`(index: Int) throws {
        let (procedure, grounds, expected) = Self.grounds[index]
        func notice(_ form: NoticeForm) -> Notice {
            Example.notice(form) {
                $0.procedure.type = procedure
                $0.procedure.directGrounds = grounds
            }
        }
        for form in [
            Example.form(.awardNotice), Example.form(.veat),
            Example.form(.awardNotice, series: .r209, code: "F03"),
        ] { #expect(try outcome(DirectAwardWithoutGrounds.id, notice(form)) == expected) }
        for form in [
            Example.form(.contractNotice), Example.form(.awardNotice, series: .r208),
            Example.form(.veat, series: .r209, code: "F15"), Example.form(.other, nil),
        ] { #expect(try outcome(DirectAwardWithoutGrounds.id, notice(form)) == .notApplicable) }
    }

    static let candidates: [(ProcedureType?, Int?, haveCriteria: Bool, Outcome)] = [
        (.restricted, 5, false, .flag), (.negotiated, 3, false, .flag), (.dialogue, 3, false, .flag),
        (.innovation, 3, false, .flag), (.restricted, 5, true, .noFlag),
        (.restricted, nil, false, .notApplicable),
        (.restricted, 0, false, .notApplicable), (.open, 5, false, .notApplicable),
        (nil, 5, false, .missingData),
        (.direct, 5, false, .notApplicable), (.other, 5, false, .notApplicable),
    ]

    @Test(arguments: candidates.indices)
    func `whoever limits candidates says how they are chosen`(index: Int) throws {
        let (procedure, number, haveCriteria, expected) = Self.candidates[index]
        let call = Example.call(
            procedure: procedure,
            terms: {
                $0.candidates.minimum = number
                $0.candidates.haveCriteria = haveCriteria
            })
        #expect(try outcome(CandidatesWithoutCriteria.id, call) == expected)
        #expect(try outcome(CandidatesWithoutCriteria.id, Self.form209(call, "F24")) == .notApplicable)
        #expect(try outcome(CandidatesWithoutCriteria.id, Example.award()) == .notApplicable)
    }

    static let criteria: [(@Sendable (inout Criteria) -> Void, Outcome)] = [
        ({ $0.hasQuality = true }, .flag), ({ $0.hasCost = true }, .flag),
        (
            {
                $0.hasQuality = true
                $0.hasFormula = true
            }, .noFlag
        ),
        (
            {
                $0.hasCost = true
                $0.weights = [.init(type: "cost", weight: "40")]
            }, .noFlag
        ),
        ({ $0.hasPrice = true }, .notApplicable), ({ _ in }, .missingData),
        (
            {
                $0.hasQuality = true
                $0.isInDocuments = true
            }, .notApplicable
        ),
    ]

    @Test(arguments: criteria.indices)
    func `criteria beside the price need weights`(index: Int) throws {
        let (change, expected) = Self.criteria[index]
        #expect(
            try outcome(CriteriaWithoutWeights.id, Example.call(terms: { change(&$0.criteria) })) == expected)
        let award = Example.notice(Example.form(.awardNotice)) {
            $0.lots = [Lot()]
            change(&$0.lots[0].terms.criteria)
        }
        #expect(try outcome(CriteriaWithoutWeights.id, award) == expected)
        let veat = Example.notice(Example.form(.veat)) { $0.lots = award.lots }
        #expect(try outcome(CriteriaWithoutWeights.id, veat) == .notApplicable)
        let concession = Example.call(.concession, terms: { change(&$0.criteria) })
        #expect(try outcome(CriteriaWithoutWeights.id, concession) == .notApplicable)
        let direct = Example.call(procedure: .direct, terms: { change(&$0.criteria) })
        #expect(try outcome(CriteriaWithoutWeights.id, direct) == .notApplicable)
        #expect(try outcome(CriteriaWithoutWeights.id, Self.form209(Example.call(), "F21")) == .notApplicable)
        #expect(try outcome(CriteriaWithoutWeights.id, Example.notice(Example.form(.veat))) == .notApplicable)
        let old = Example.notice(Example.form(.contractNotice, .defence, series: .r208)) {
            $0.terms = Terms()
        }
        #expect(try outcome(CriteriaWithoutWeights.id, old) == .notApplicable)
    }

    static let causes: [(Award.Outcome, String?, isOpen: Bool, Outcome)] = [
        (.notAwarded, "all-rej", false, .flag), (.notAwarded, "ins-fund", false, .flag),
        (.notAwarded, "chan-need", false, .flag), (.notAwarded, "one-admis", false, .noFlag),
        (.notAwarded, nil, false, .missingData), (.notAwarded, "all-rej", true, .notApplicable),
        (.awarded, "all-rej", false, .notApplicable), (.unknown, "all-rej", false, .missingData),
    ]

    @Test(arguments: causes.indices)
    func `a cause is risky or not, where the form has codes`(index: Int) throws {
        let (award, cause, isOpen, expected) = Self.causes[index]
        var notice = Example.award(award)
        notice.awards[0].failure.reason = cause
        notice.awards[0].failure.isCompetitionOpen = isOpen
        #expect(try outcome(FailedOnRiskyGrounds.id, notice) == expected)
        let old = Example.notice(Example.form(.awardNotice, series: .r209, code: "F03")) {
            $0.awards = notice.awards
        }
        #expect(try outcome(FailedOnRiskyGrounds.id, old) == .notApplicable)
        #expect(try outcome(FailedOnRiskyGrounds.id, Example.call()) == .notApplicable)
    }

    static let seats: [(day: String, [String?], Outcome)] = [
        ("2023-02-13", ["RU"], .notApplicable), ("2023-02-14", ["RU"], .flag),
        ("2023-10-16", ["BZ"], .noFlag),
        ("2023-10-17", ["BZ"], .flag), ("2024-02-19", ["BS"], .flag), ("2024-02-20", ["BS"], .noFlag),
        ("2024-10-07", ["AG"], .flag), ("2024-10-08", ["AG"], .noFlag), ("2024-03-01", ["IT", "PA"], .flag),
        ("2024-03-01", ["IT", nil], .missingData), ("2024-03-01", [nil, "PA"], .flag),
        ("2024-03-01", ["IT"], .noFlag), ("2024-03-01", [], .missingData),
    ]

    @Test(arguments: seats.indices)
    func `the list of the day counts`(index: Int) throws {
        let (day, countries, expected) = Self.seats[index]
        var notice = Example.award()
        notice.dispatchedOn = CalendarDay(day)
        notice.awards[0].suppliers = countries.map { Organisation(name: "A", identifier: "1", country: $0) }
        #expect(try outcome(SupplierInListedJurisdiction.id, notice) == expected)
        notice.dispatchedOn = nil
        #expect(try outcome(SupplierInListedJurisdiction.id, notice) == .notApplicable)
        notice.publishedOn = CalendarDay(day)
        #expect(try outcome(SupplierInListedJurisdiction.id, notice) == expected)
        notice.awards[0].outcome = .notAwarded
        #expect(try outcome(SupplierInListedJurisdiction.id, notice) == .notApplicable)
    }

    private func outcome(_ id: String, _ notice: Notice) throws -> Outcome? {
        try ShippedRules.results(id, notice).first?.outcome
    }

    private func told(_ id: String, _ notice: Notice) throws -> Outcome? {
        try ShippedRules.rules.get().tell(notice).first { $0.indicator == id }?.outcome
    }
}
