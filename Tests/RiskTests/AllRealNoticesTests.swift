import Notices
import Risk
import Testing

/// Results over all real notices, counted once by a second program that was written from the rules alone,
/// reads whole documents into trees and shares no code with this one; every single result agreed.
@Suite(.enabled(if: RealNotices.isPresent, RealNotices.skipped))
struct AllRealNoticesTests {
    /// How many results are flag, no flag, not applicable and missing data.
    static let counts: [(indicator: String, counts: [Int])] = [
        ("single-bid", [400, 1182, 3643, 124]),
        ("few-bids", [306, 876, 4043, 124]),
        ("no-prior-publication", [526, 427, 1590, 12]),
        ("accelerated-procedure", [43, 270, 2208, 34]),
        ("short-submission-period", [30, 514, 2156, 9]),
        ("framework-single-operator", [63, 146, 2422, 78]),
    ]

    @Test func `the results of all notices are those of the second program`() throws {
        let rules = try ShippedRules.rules.get()
        var found: [String: [Outcome: Int]] = [:]
        for notice in RealNotices.all {
            for result in rules.assess(notice) {
                found[result.indicator, default: [:]][result.outcome, default: 0] += 1
            }
        }
        for (indicator, counts) in Self.counts {
            let order: [Outcome] = [.flag, .noFlag, .notApplicable, .missingData]
            #expect(order.map { found[indicator]?[$0] ?? 0 } == counts, "\(indicator)")
        }
    }

    @Test func `every notice gets every indicator, and a decision comes with its threshold or needs none`()
        throws
    {
        let rules = try ShippedRules.rules.get()
        let withThreshold: Set = [
            "single-bid", "few-bids", "short-submission-period", "framework-single-operator",
        ]
        for notice in RealNotices.all {
            let results = rules.assess(notice)
            #expect(Set(results.map(\.indicator)).count == rules.indicators.count, "\(notice.number)")
            for result in results where withThreshold.contains(result.indicator) {
                #expect((result.threshold != nil) == result.outcome.isComputed, "\(notice.number)")
            }
            let score = score(results, weights: rules.weights)
            #expect(
                (0...100).contains(score.value ?? 0) && (0...1).contains(score.coverage), "\(notice.number)")
        }
    }
}
