import Notices
import Risk
import Testing

@Suite struct ScoreTests {
    static let weights = ["single-bid": 1.0, "few-bids": 0.5]

    func results(_ notice: Notice) throws -> [IndicatorResult] {
        try ShippedRules.results("single-bid", notice) + ShippedRules.results("few-bids", notice)
    }

    @Test func `a flag among what could be computed is weighted`() throws {
        let two = try score(results(Example.award(counts: [2])), weights: Self.weights)
        #expect(try #require(two.value) == 100 * 0.5 / 1.5)
        #expect(two.coverage == 1)
        #expect(try score(results(Example.award(counts: [1])), weights: Self.weights) == Score(100, 1))
        #expect(try score(results(Example.award(counts: [3])), weights: Self.weights) == Score(0, 1))
    }

    @Test func `missing data lowers the coverage and not the score`() throws {
        let missing = try score(results(Example.award(counts: [])), weights: Self.weights)
        #expect(missing == Score(nil, 0))
        let mixed =
            try ShippedRules.results("single-bid", Example.award(counts: [1]))
            + ShippedRules.results("few-bids", Example.award(counts: []))
        #expect(score(mixed, weights: Self.weights) == Score(100, 1 / 1.5))
    }

    @Test func `nothing applicable gives no score`() throws {
        #expect(try score(results(Example.award(.notAwarded)), weights: Self.weights) == Score(nil, 0))
        #expect(score([], weights: [:]) == Score(nil, 0))
    }

    @Test func `an indicator counts once however many blocks it was asked about`() throws {
        var notice = Example.award(counts: [1])
        for count in [3, 4, 5] {
            var block = notice.awards[0]
            block.tenderCounts = [count]
            notice.awards.append(block)
        }
        let value = try #require(
            try score(ShippedRules.results("single-bid", notice), weights: Self.weights).value)
        #expect(value == 25)
    }

    @Test func `a score lies between 0 and 100`() throws {
        for count in 0...4 {
            let score = try score(results(Example.award(counts: [count])), weights: Self.weights)
            #expect((0...100).contains(score.value ?? 0))
            #expect((0...1).contains(score.coverage))
        }
    }
}
