import Notices
@testable import Risk
import Testing

@Suite struct LengthTests {
    typealias Row = (Regime, Int, ContractLength.Measure.Unit, long: Outcome, framework: Outcome)

    static let rows: [Row] = [
        (.general, 48, .month, .noFlag, .noFlag), (.general, 49, .month, .flag, .flag),
        (.general, 4, .year, .noFlag, .noFlag), (.general, 5, .year, .flag, .flag),
        (.general, 1461, .day, .noFlag, .noFlag), (.general, 1462, .day, .flag, .flag),
        (.general, 208, .week, .noFlag, .noFlag), (.general, 209, .week, .flag, .flag),
        (.social, 48, .month, .noFlag, .noFlag), (.social, 49, .month, .flag, .flag),
        (.classic2004, 48, .month, .noFlag, .noFlag), (.classic2004, 49, .month, .flag, .flag),
        (.utilities, 96, .month, .flag, .noFlag), (.utilities, 97, .month, .flag, .flag),
        (.utilities, 48, .month, .noFlag, .noFlag), (.utilities, 49, .month, .flag, .noFlag),
        (.socialUtilities, 96, .month, .flag, .noFlag), (.socialUtilities, 97, .month, .flag, .flag),
        (.utilities2004, 96, .month, .flag, .noFlag), (.utilities2004, 97, .month, .flag, .flag),
        (.defence, 84, .month, .flag, .noFlag), (.defence, 85, .month, .flag, .flag),
        (.concession, 60, .month, .noFlag, .notApplicable), (.concession, 61, .month, .flag, .notApplicable),
        (.socialConcession, 60, .month, .noFlag, .notApplicable),
        (.socialConcession, 61, .month, .flag, .notApplicable),
    ]

    @Test(arguments: rows.indices)
    func `the limit itself is not longer, one more is`(index: Int) throws {
        let row = Self.rows[index]
        let length = ContractLength { $0.measures = [.init(count: row.1, unit: row.2)] }
        #expect(try outcome(LongContract.id, row.0, length) == row.long)
        #expect(try outcome(FrameworkTooLong.id, row.0, length, framework: true) == row.framework)
    }

    @Test(arguments: [
        ("2023-01-01", "2027-01-01", Outcome.noFlag), ("2023-01-01", "2027-01-02", .flag),
        ("2024-02-29", "2028-02-29", .noFlag), ("2024-02-29", "2028-03-01", .flag),
        ("2023-01-01", "2023-01-01", .noFlag), ("2023-01-02", "2023-01-01", .missingData),
        ("2023-01-01", "", .missingData), ("", "2023-01-01", .missingData), ("", "", .missingData),
    ])
    func `the anniversary itself is not longer`(start: String, end: String, outcome: Outcome) throws {
        let length = ContractLength {
            $0.startsOn = CalendarDay(start)
            $0.endsOn = CalendarDay(end)
        }
        #expect(try self.outcome(LongContract.id, .general, length) == outcome)
        #expect(try self.outcome(FrameworkTooLong.id, .general, length, framework: true) == outcome)
    }

    @Test func `a measure goes before dates, and dates before unlimited`() throws {
        var length = ContractLength { $0.isUnlimited = true }
        #expect(try outcome(LongContract.id, .general, length) == .flag)
        length.startsOn = CalendarDay("2023-01-01")
        #expect(try outcome(LongContract.id, .general, length) == .flag)
        length.endsOn = CalendarDay("2023-02-01")
        #expect(try outcome(LongContract.id, .general, length) == .noFlag)
        length.measures = [.init(count: 49, unit: .month)]
        #expect(try outcome(LongContract.id, .general, length) == .flag)
    }

    @Test func `a framework is no long contract, and a contract no long framework`() throws {
        let long = ContractLength { $0.isUnlimited = true }
        #expect(try outcome(LongContract.id, .general, long, framework: true) == .notApplicable)
        #expect(try outcome(LongContract.id, .general, long, framework: nil) == .flag)
        #expect(try outcome(FrameworkTooLong.id, .general, long, framework: false) == .notApplicable)
        #expect(try outcome(FrameworkTooLong.id, .general, long, framework: nil) == .missingData)
        #expect(try outcome(LongContract.id, .general, long, isDynamic: true) == .notApplicable)
        #expect(try outcome(FrameworkTooLong.id, .general, long, framework: true, isDynamic: true) == .flag)
        #expect(try ShippedRules.results(LongContract.id, Example.award()).map(\.outcome) == [.notApplicable])
        #expect(
            try ShippedRules.results(FrameworkTooLong.id, Example.award()).map(\.outcome) == [.notApplicable])
    }

    @Test func `a justification is shown and changes nothing`() throws {
        let notice = Example.call {
            $0.framework.isAgreement = true
            $0.framework.isJustified = true
        } terms: {
            $0.length.isUnlimited = true
        }
        let result = try #require(try ShippedRules.results(FrameworkTooLong.id, notice).first)
        #expect(result.outcome == .flag)
        #expect(result.inputs.json == #"{"framework":true,"unlimited":true,"justified":true}"#)
        #expect(result.threshold == .mostMonths(48, law: "2014/24/EU art. 33(1)"))
    }

    @Test func `the old forms state a framework's length apart`() throws {
        var notice = old(ofNotice: 200)
        notice.tendering?.framework.isAgreement = true
        #expect(try ShippedRules.results(FrameworkTooLong.id, notice).map(\.outcome) == [.missingData])
        notice.tendering?.framework.months = 84
        #expect(try ShippedRules.results(FrameworkTooLong.id, notice).map(\.outcome) == [.noFlag])
        notice.tendering?.framework.months = 85
        #expect(try ShippedRules.results(FrameworkTooLong.id, notice).map(\.outcome) == [.flag])
    }

    @Test func `annexes of the old forms give lots a length of their own`() throws {
        func results(_ notice: Notice) throws -> [String] {
            try ShippedRules.results(LongContract.id, notice).map {
                "\($0.lot ?? "–") \($0.outcome.rawValue)"
            }
        }
        #expect(try results(old(ofNotice: 49)) == ["– flag"])
        #expect(try results(old(ofNotice: nil)) == ["– missing_data"])
        #expect(try results(old(ofNotice: 49, ofLots: 12)) == ["– flag", "1 no_flag"])
        #expect(try results(old(ofNotice: nil, ofLots: 49)) == ["1 flag"])
    }

    private func old(ofNotice months: Int?, ofLots: Int? = nil) -> Notice {
        Example.notice(Example.form(.contractNotice, .defence, series: .r208)) { notice in
            notice.tendering = Tendering()
            var terms = Terms()
            terms.length = Self.length(months)
            notice.terms = terms
            var lot = Lot()
            lot.key = "1"
            lot.terms.length = Self.length(ofLots)
            notice.lots = [lot]
        }
    }

    private static func length(_ months: Int?) -> ContractLength {
        ContractLength { length in
            length.isStated = months != nil
            length.measures = months.map { [.init(count: $0, unit: .month)] } ?? []
        }
    }

    private func outcome(
        _ indicator: String, _ regime: Regime, _ length: ContractLength, framework: Bool? = false,
        isDynamic: Bool = false
    ) throws -> Outcome? {
        let notice = Example.call(regime) {
            $0.framework.isAgreement = framework
            $0.isDynamicPurchasing = isDynamic
        } terms: {
            $0.length = length
        }
        let results = try ShippedRules.results(indicator, notice)
        #expect(results.map(\.lot) == ["LOT-0001"])
        return results.first?.outcome
    }
}

extension ContractLength {
    init(_ change: (inout Self) -> Void) {
        self.init()
        change(&self)
    }
}
