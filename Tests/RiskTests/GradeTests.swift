import Notices
@testable import Risk
import Testing

/// Opentender's country bands, and the composite that counts them.
@Suite struct GradeTests {
    static let bands: [(DayBands, Int, Grade)] = [
        (.risky([0...20, 34...47]), 0, .risky), (.risky([0...20, 34...47]), 20, .risky),
        (.risky([0...20, 34...47]), 21, .good), (.risky([0...20, 34...47]), 33, .good),
        (.risky([0...20, 34...47]), 34, .risky), (.risky([0...20, 34...47]), 48, .good),
        (.graded(good: [45...79], doubtful: [38...44, 80 ... .max]), 37, .risky),
        (.graded(good: [45...79], doubtful: [38...44, 80 ... .max]), 38, .doubtful),
        (.graded(good: [45...79], doubtful: [38...44, 80 ... .max]), 44, .doubtful),
        (.graded(good: [45...79], doubtful: [38...44, 80 ... .max]), 45, .good),
        (.graded(good: [45...79], doubtful: [38...44, 80 ... .max]), 79, .good),
        (.graded(good: [45...79], doubtful: [38...44, 80 ... .max]), 9999, .doubtful),
        (.risky([7...7]), 7, .risky), (.graded(good: [1...9], doubtful: [5...20]), 9, .good),
        (.graded(good: [1...9], doubtful: []), 10, .risky),
    ]

    @Test(arguments: bands.indices)
    func `both ends of a span are in it`(index: Int) {
        let (bands, days, grade) = Self.bands[index]
        #expect(bands.grade(of: days) == grade)
    }

    @Test func `a span without an end is told without one`() {
        let bands = DayBands.graded(good: [45...79], doubtful: [80 ... .max])
        #expect(bands.threshold.json == #"{"good_days":["45–79"],"doubtful_days":["80–"]}"#)
        #expect(DayBands.risky([0...20]).threshold.json == #"{"risky_days":["0–20"]}"#)
    }

    static let decisions: [(country: String?, decided: String, Outcome)] = [
        ("AT", "2024-04-26", .flag), ("AT", "2024-04-27", .noFlag), ("AT", "2024-03-01", .flag),
        ("AT", "2024-02-29", .missingData), ("AT", "", .missingData), ("CH", "2024-03-02", .notApplicable),
        (nil, "2024-03-02", .notApplicable), ("BG", "2024-03-28", .flag), ("BG", "2024-03-29", .noFlag),
        ("BG", "2024-06-28", .noFlag), ("BG", "2024-06-29", .flag),
    ]

    @Test(arguments: decisions.indices)
    func `a country's days to the decision include both ends`(index: Int) throws {
        let (country, decided, expected) = Self.decisions[index]
        var notice = Example.award()
        notice.country = country
        notice.tendering = Tendering()
        notice.tendering?.tendersDueOn = CalendarDay("2024-03-01")
        notice.awards[0].decidedOn = CalendarDay(decided)
        #expect(try ShippedRules.results(CountryDecisionPeriod.id, notice).map(\.outcome) == [expected])
    }

    @Test func `without a deadline or an award there is no period`() throws {
        var notice = Example.award()
        notice.country = "AT"
        notice.awards[0].decidedOn = CalendarDay("2024-03-02")
        #expect(try ShippedRules.results(CountryDecisionPeriod.id, notice).map(\.outcome) == [.missingData])
        notice.awards[0].outcome = .notAwarded
        #expect(try ShippedRules.results(CountryDecisionPeriod.id, notice).map(\.outcome) == [.notApplicable])
    }

    static let procedures: [(country: String?, ProcedureType?, Outcome)] = [
        ("AT", .direct, .flag), ("AT", .dialogue, .noFlag), ("AT", .open, .noFlag), ("AT", nil, .missingData),
        ("UG", .open, .flag), ("HU", .restricted, .flag), ("PL", .restricted, .noFlag),
        ("FR", .direct, .flag), (nil, .direct, .notApplicable), ("XX", .direct, .notApplicable),
    ]

    @Test(arguments: procedures.indices)
    func `only the worst grade of a procedure raises a flag`(index: Int) throws {
        let (country, procedure, expected) = Self.procedures[index]
        var notice = Example.award(procedure: procedure)
        notice.country = country
        #expect(try ShippedRules.results(RiskyProcedure.id, notice).map(\.outcome) == [expected])
    }

    @Test func `the risky procedures of the country are told with the decision`() throws {
        var notice = Example.award()
        notice.country = "FR"
        let result = try #require(try ShippedRules.results(RiskyProcedure.id, notice).first)
        #expect(result.json.contains(#""threshold":{"risky_procedures":["direct"]}"#), "\(result.json)")
    }

    @Test func `other notices choose no procedure`() throws {
        let other = Example.notice(Example.form(.other, nil)) { $0.country = "AT" }
        #expect(try ShippedRules.results(RiskyProcedure.id, other).map(\.outcome) == [.notApplicable])
    }

    static let composite = """
        id: cri
        components:
          single_bid: {indicator: single-bid}
          procedure: {indicator: risky-procedure}
          period: {indicator: advertisement-period}
          share: {because: several_notices}
        countries:
          AT: [single_bid, procedure, period, share]
          BG: [share]
        """

    @Test func `the composite is the mean of what could be computed and names the rest`() throws {
        let rules = try ShippedRules.rules.get()
        let cri = try Composite("cri", name: "cri.yaml", text: Self.composite)
        var notice = Example.award(procedure: .dialogue, counts: [1])
        notice.country = "AT"
        let value = try #require(cri.values(notice, rules.tell(notice)).first)
        #expect(value.value == 0.75)
        #expect(value.computed == 2)
        #expect(value.json.contains(#""missing":["period","share"]"#))
        notice.country = "BG"
        let none = try #require(cri.values(notice, rules.tell(notice)).first)
        #expect(none.value == nil && none.computed == 0)
        notice.country = "FR"
        #expect(cri.values(notice, rules.tell(notice)).isEmpty)
        #expect(cri.values(Example.call(), rules.tell(Example.call())).isEmpty)
    }

    @Test func `each award takes the results of its own block`() throws {
        let rules = try ShippedRules.rules.get()
        let cri = try Composite("cri", name: "cri.yaml", text: Self.composite)
        var notice = Example.award(procedure: .open, counts: [1])
        notice.country = "AT"
        var second = notice.awards[0]
        second.block = 2
        second.tenderCounts = [5]
        notice.awards.append(second)
        #expect(cri.values(notice, rules.tell(notice)).map(\.value) == [0.5, 0])
    }

    @Test(arguments: [
        ("id: cri", "components"), ("id: no", "must be \"cri\""), ("a: [", "must be a mapping"),
        ("id: cri\ncomponents: {x: {indicator: none}}", "no indicator \"none\""),
        ("id: cri\ncomponents: {x: {}}", "give \"indicator\" or \"because\""),
        ("id: cri\ncomponents: {x: {indicator: single-bid, because: y}}", "give \"indicator\""),
        ("id: cri\ncomponents: {x: {because: y}}", "\"countries\" is missing"),
        ("id: cri\ncomponents: {x: {because: y}}\ncountries: {AT: [z]}", "no component \"z\""),
        ("id: cri\ncomponents: {x: {because: y}}\ncountries: {AT: []}", "must have a list"),
        ("id: cri\nextra: 1", "unknown key \"extra\""),
    ])
    func `a fault of a composite is named`(text: String, message: String) {
        let fault = #expect(throws: RuleError.self) { try Composite("cri", name: "cri.yaml", text: text) }
        #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "taken")")
    }

    @Test func `the shipped composite names components for the countries of Europe`() throws {
        let cri = try Composite("cri", folder: ShippedRules.folder)
        let rules = try ShippedRules.rules.get()
        var notice = Example.award(counts: [1])
        for country in ["AT", "BG", "HU", "IT", "NO", "GB", "GR"] {
            notice.country = country
            let value = try #require(cri.values(notice, rules.tell(notice)).first, "\(country)")
            #expect(value.computed > 1 && value.computed < 8, "\(country)")
        }
    }
}
