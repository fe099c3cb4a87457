import Notices
import Risk
import Testing

/// Results over all real notices as Tests/independent has them too: that program reads whole documents into
/// trees, shares no code with this one and compares every single result.
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
        ("framework-too-long", [39, 544, 3507, 42]),
        ("long-contract", [179, 727, 2607, 628]),
        ("opening-differs-from-deadline", [72, 85, 2519, 33]),
        ("final-value-far-from-estimate", [127, 645, 4009, 568]),
        ("price-only", [1127, 960, 2014, 63]),
        ("not-awarded-without-reason", [0, 1263, 4086, 0]),
        ("many-renewals", [109, 444, 2217, 350]),
        ("few-candidates", [11, 192, 2917, 0]),
        ("decision-period", [0, 0, 3147, 2202]),
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
            "framework-too-long", "long-contract", "final-value-far-from-estimate", "many-renewals",
            "few-candidates", "decision-period",
        ]
        for notice in RealNotices.all {
            let results = rules.assess(notice)
            #expect(Set(results.map(\.indicator)).count == rules.risks.count, "\(notice.number)")
            for result in results where withThreshold.contains(result.indicator) {
                #expect((result.threshold != nil) == result.outcome.isComputed, "\(notice.number)")
            }
            let score = score(results, weights: rules.weights)
            #expect(
                (0...100).contains(score.value ?? 0) && (0...1).contains(score.coverage), "\(notice.number)")
        }
    }
}
