import Notices
@testable import Risk
import Testing

@Suite struct ShortSubmissionPeriodTests {
    /// Regime, procedure, electronic submission, prior notice, accelerated, and the minimum that follows.
    typealias Row = (Regime, ProcedureType?, electronic: Bool?, prior: Bool, fast: Bool, minimum: Int)

    static let rows: [Row] = [
        (.general, .open, false, false, false, 35), (.general, .open, true, false, false, 30),
        (.general, .open, nil, false, false, 30), (.general, .open, false, true, false, 15),
        (.general, .open, false, false, true, 15), (.general, .restricted, true, true, false, 30),
        (.general, .restricted, false, false, true, 15), (.general, .negotiated, nil, false, false, 30),
        (.general, .dialogue, true, true, true, 30), (.general, .innovation, nil, false, false, 30),
        (.utilities, .open, true, false, false, 30), (.utilities, .open, false, true, false, 15),
        (.utilities, .restricted, nil, false, true, 15), (.utilities, .innovation, nil, false, false, 15),
        (.concession, .open, false, false, false, 30), (.concession, nil, true, false, false, 25),
        (.concession, .other, nil, false, false, 25),
        (.defence, .restricted, true, true, false, 30), (.defence, .negotiated, nil, false, true, 10),
        (.defence, .dialogue, nil, false, true, 30),
        (.classic2004, .open, true, false, false, 40), (.classic2004, .open, true, true, false, 22),
        (.classic2004, .restricted, nil, false, true, 10), (.classic2004, .dialogue, nil, false, false, 30),
        (.utilities2004, .open, nil, false, false, 40), (.utilities2004, .negotiated, nil, false, false, 15),
    ]

    @Test(arguments: rows.indices)
    func `the minimum is flagged one day below and not on the day`(index: Int) throws {
        let row = Self.rows[index]
        for (days, outcome) in [(row.minimum - 1, Outcome.flag), (row.minimum, .noFlag)] {
            let notice = try notice(row, days: days)
            let result = try #require(try ShippedRules.results(ShortSubmissionPeriod.id, notice).first)
            #expect(result.outcome == outcome, "\(days) days")
            guard case .minimumDays(row.minimum, _) = result.threshold else {
                Issue.record("threshold \(String(describing: result.threshold))")
                continue
            }
        }
    }

    @Test(arguments: [
        (Regime.social, ProcedureType?.some(.open)), (.socialUtilities, nil), (.socialConcession, .open),
        (.defence, .open), (.classic2004, .innovation), (.utilities2004, .dialogue), (.general, .other),
        (.general, .direct),
    ])
    func `a law without a minimum for this procedure does not apply`(
        regime: Regime, procedure: ProcedureType?
    ) throws {
        let notice = Example.call(regime, procedure: procedure) {
            $0.tendersDueOn = CalendarDay("2024-03-02")
        }
        #expect(try outcomes(notice) == [.notApplicable])
    }

    @Test func `what is not known is missing`() throws {
        let complete = Example.call { $0.tendersDueOn = CalendarDay("2024-03-02") }
        #expect(try outcomes(complete) == [.flag])
        var notice = complete
        notice.procedure.type = nil
        #expect(try outcomes(notice) == [.missingData])
        notice = complete
        notice.isChange = true
        #expect(try outcomes(notice) == [.missingData])
        notice = complete
        notice.dispatchedOn = nil
        #expect(try outcomes(notice) == [.missingData])
        notice = complete
        notice.procedure.acceleration = .contradictory
        #expect(try outcomes(notice) == [.missingData])
        #expect(try outcomes(Example.call()) == [.missingData])
        #expect(try outcomes(Example.call { $0.tendersDueOn = CalendarDay("2024-02-29") }) == [.missingData])
        #expect(try outcomes(Example.call { $0.tendersDueOn = CalendarDay("2024-03-01") }) == [.flag])
    }

    @Test func `an open procedure counts to tenders and any other to requests`() throws {
        let both: (inout Tendering) -> Void = { tendering in
            tendering.tendersDueOn = CalendarDay("2024-05-01")
            tendering.requestsDueOn = CalendarDay("2024-03-05")
        }
        #expect(try outcomes(Example.call(procedure: .open, both)) == [.noFlag])
        #expect(try outcomes(Example.call(procedure: .restricted, both)) == [.flag])
        let requestsOnly = Example.call(procedure: .open) { $0.requestsDueOn = CalendarDay("2024-03-05") }
        #expect(try outcomes(requestsOnly) == [.flag])
    }

    @Test func `TED gives one result for the notice and none for its lots`() throws {
        var notice = Example.call()
        notice.lots = [Lot(), Lot()]
        notice.tendering = Tendering()
        let results = try ShippedRules.results(ShortSubmissionPeriod.id, notice)
        #expect(results.map(\.outcome) == [.missingData])
        #expect(results[0].lot == nil)
    }

    @Test func `a lot of TED whose deadline a correction moved has a result of its own`() throws {
        var notice = Example.call()
        notice.tendering = notice.lots[0].tendering
        notice.tendering?.tendersDueOn = CalendarDay("2024-03-02")
        notice.lots = ["1", "2"].map { key in
            var lot = Lot()
            lot.key = key
            return lot
        }
        var change = Correction.Change()
        (change.section, change.lotKey, change.new.day) = ("IV.2.2)", "2", CalendarDay("2024-05-01"))
        var correction = Correction()
        correction.changes = [change]
        let results = try ShippedRules.results(ShortSubmissionPeriod.id, notice.corrected(by: [correction]))
        #expect(results.map(\.lot) == ["1", "2"])
        #expect(results.map(\.outcome) == [.flag, .noFlag])
    }

    /// Country, electronic submission, prior notice, accelerated, and the national minimum in an open procedure.
    static let national: [(String, electronic: Bool, prior: Bool, fast: Bool, minimum: Int)] = [
        ("NL", false, false, false, 45), ("NL", true, false, false, 40), ("NL", true, true, false, 22),
        ("NL", true, false, true, 15), ("BE", false, false, false, 35), ("BE", true, false, false, 30),
    ]

    @Test(arguments: national.indices)
    func `the law of a country leaves more days where its set is in force`(index: Int) throws {
        let (country, electronic, prior, fast, minimum) = Self.national[index]
        let name = ShortSubmissionPeriod.id + ".yaml"
        let shipped = try String(contentsOfFile: "\(ShippedRules.folder)/\(name)", encoding: .utf8)
        let text = shipped.replacing("rule_set: directives", with: "rule_set: national")
        let rule = try ShortSubmissionPeriod(RuleFile(name: name, text: text))
        for (days, outcome) in [(minimum - 1, Outcome.flag), (minimum, .noFlag)] {
            var notice = try notice((.general, .open, electronic, prior, fast, minimum), days: days)
            notice.country = country
            #expect(rule.assess(notice).map(\.outcome) == [outcome], "\(days) days")
        }
    }

    @Test func `the directives alone are in force`() throws {
        let rules = try ShippedRules.rules.get().indicators.map(\.rule)
        let rule = try #require(rules.first { $0.id == ShortSubmissionPeriod.id })
        #expect(rule.ruleSet == "directives" && rule.basis == .legal)
        var notice = try notice((.general, .open, true, false, false, 30), days: 30)
        notice.country = "NL"
        #expect(try outcomes(notice) == [.noFlag])
    }

    private func outcomes(_ notice: Notice) throws -> [Outcome] {
        try ShippedRules.results(ShortSubmissionPeriod.id, notice).map(\.outcome)
    }

    private func notice(_ row: Row, days: Int) throws -> Notice {
        let deadline = try #require(CalendarDay(year: 2024, month: 3 + days / 31, day: 1 + days % 31))
        var notice = Example.call(row.0, procedure: row.1) { tendering in
            tendering.tendersDueOn = deadline
            tendering.acceptsElectronicSubmission = row.electronic
            tendering.hasPriorNotice = row.prior
        }
        notice.procedure.acceleration = row.fast ? .yes : .no
        return notice
    }
}
