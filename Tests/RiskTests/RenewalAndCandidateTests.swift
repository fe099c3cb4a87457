import Notices
@testable import Risk
import Testing

@Suite struct RenewalAndCandidateTests {
    static let renewals: [(Bool?, Int?, Outcome)] = [
        (nil, 3, .flag), (nil, 2, .noFlag), (nil, 0, .noFlag), (true, 3, .flag), (true, 2, .noFlag),
        (true, nil, .missingData), (false, nil, .noFlag), (nil, nil, .missingData),
    ]

    @Test(arguments: renewals.indices)
    func `two renewals are no flag, three are`(index: Int) throws {
        let row = Self.renewals[index]
        let notice = Example.call(terms: {
            $0.renewal.isPossible = row.0
            $0.renewal.most = row.1
        })
        let result = try #require(try ShippedRules.results(ManyRenewals.id, notice).first)
        #expect(result.outcome == row.2)
        #expect(result.threshold == (row.2.isComputed ? .mostRenewals(2) : nil))
    }

    typealias Row = (Regime, ProcedureType, minimum: Int)

    static let minimums: [Row] = [
        (.general, .restricted, 5), (.general, .negotiated, 3), (.general, .dialogue, 3),
        (.general, .innovation, 3), (.classic2004, .restricted, 5), (.classic2004, .negotiated, 3),
        (.classic2004, .dialogue, 3), (.defence, .restricted, 3), (.defence, .negotiated, 3),
        (.defence, .dialogue, 3),
    ]

    @Test(arguments: minimums.indices)
    func `the least by law is no flag, one fewer is`(index: Int) throws {
        let row = Self.minimums[index]
        #expect(try outcome(row.0, row.1) { $0.minimum = row.minimum } == .noFlag)
        #expect(try outcome(row.0, row.1) { $0.minimum = row.minimum - 1 } == .flag)
    }

    @Test(arguments: [ManyRenewals.id, RenewalWithoutTerms.id])
    func `a number of renewals tells whether there may be any`(id: String) throws {
        for (most, word) in [(0, "false"), (1, "true")] {
            let result = try ShippedRules.results(id, Example.call(terms: { $0.renewal.most = most }))
            #expect(result.first?.json.contains("\"renewable\":\(word)") == true)
        }
    }

    @Test func `the envisaged number goes before the minimum, and that before the maximum`() throws {
        let all: (inout Candidates) -> Void = { ($0.envisaged, $0.minimum, $0.maximum) = (5, 4, 3) }
        #expect(try outcome(.general, .restricted, all) == .noFlag)
        #expect(try outcome(.general, .restricted) { ($0.minimum, $0.maximum) = (4, 9) } == .flag)
        #expect(try outcome(.general, .restricted) { ($0.envisaged, $0.minimum) = (0, 5) } == .noFlag)
        #expect(try outcome(.general, .restricted) { ($0.minimum, $0.maximum) = (0, 4) } == .flag)
        #expect(try outcome(.general, .restricted) { $0.maximum = 0 } == .notApplicable)
        #expect(try outcome(.general, .restricted) { _ in } == .notApplicable)
    }

    @Test func `where no choice is made or no law asks, it has no meaning`() throws {
        let regimes: [Regime] = [
            .utilities, .utilities2004, .concession, .social, .socialUtilities, .socialConcession,
        ]
        for regime in regimes {
            #expect(try outcome(regime, .restricted) { $0.maximum = 1 } == .notApplicable, "\(regime)")
        }
        #expect(try outcome(.utilities, nil) { $0.maximum = 1 } == .notApplicable)
        #expect(try outcome(.general, nil) { $0.maximum = 1 } == .missingData)
        for procedure in [ProcedureType.open, .direct, .other] {
            #expect(try outcome(.general, procedure) { $0.maximum = 1 } == .notApplicable)
        }
        #expect(try outcome(.defence, .innovation) { $0.maximum = 1 } == .notApplicable)
        #expect(try outcome(.classic2004, .innovation) { $0.maximum = 1 } == .notApplicable)
    }

    private func outcome(
        _ regime: Regime, _ procedure: ProcedureType?, _ change: (inout Candidates) -> Void
    ) throws -> Outcome? {
        let notice = Example.call(regime, procedure: procedure, terms: { change(&$0.candidates) })
        return try ShippedRules.results(FewCandidates.id, notice).first?.outcome
    }
}
