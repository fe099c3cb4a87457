import Notices
@testable import Risk
import Testing

/// A contract in memory gets what its notice gets: outcome by outcome, and the score.
@Suite struct ContractsInMemoryTests {
    static let ids: Set = [
        "single-bid", "few-bids", "no-prior-publication", "final-value-far-from-estimate",
        "not-awarded-without-reason", "award-value-missing", "short-submission-period",
        "framework-single-operator", "long-contract", "opening-differs-from-deadline", "price-only",
        "many-renewals",
    ]

    /// The notice as many, each with one lot or one award block and the lot that it names.
    static func parts(of notice: Notice) -> [Notice] {
        func part(_ lot: Lot?, _ award: Award?) -> Notice {
            var part = notice
            part.lots = lot.map { [$0] } ?? []
            part.awards = award.map { [$0] } ?? []
            return part
        }
        let ofAwards = notice.awards.map { award in
            part(notice.lots.first { $0.key == award.lotKey } ?? notice.lots.first, award)
        }
        return [part(nil, nil)] + notice.lots.map { part($0, nil) } + ofAwards
    }

    /// Where they differ, in words; nil where they agree or the notice is more than one contract.
    static func difference(_ notice: Notice) throws -> String? {
        let rules = try ShippedRules.rules.get()
        let memory = ContractRules(rules, ids: ids)
        guard let contract = ContractTraits(notice) else { return nil }
        let results = rules.assess(notice).filter { ids.contains($0.indicator) }
        let (ofNotice, inMemory) = (
            results.map { "\($0.indicator) \($0.outcome)" },
            memory.outcomes(contract).map { "\($0.indicator) \($0.outcome)" }
        )
        guard ofNotice == inMemory else { return "\(notice.number): \(ofNotice) but \(inMemory)" }
        var found: (flags: Int, score: Score)?
        memory.judge([contract][...]) { found = ($0, $1) }
        let expected = score(results, weights: rules.weights)
        return found?.flags == results.count { $0.outcome == .flag } && found?.score == expected
            ? nil : "\(notice.number): \(expected) but \(String(describing: found))"
    }

    @Test(.enabled(if: RealNotices.isPresent, RealNotices.skipped))
    func `each lot and award block of every real notice is judged alike`() throws {
        let parts = RealNotices.all.flatMap(Self.parts)
        #expect(parts.count { ContractTraits($0) != nil } > 10_000)
        for part in parts {
            let difference = try Self.difference(part)
            #expect(difference == nil)
        }
    }

    @Test(arguments: 0..<20)
    func `made-up contracts are judged alike`(seed: UInt64) throws {
        var chance = Chance(state: seed)
        for _ in 0..<200 {
            let difference = try Self.difference(MadeUp.notice(&chance))
            #expect(difference == nil)
        }
    }

    @Test func `made-up contracts bring every outcome of every indicator`() throws {
        let memory = ContractRules(try ShippedRules.rules.get(), ids: Self.ids)
        #expect(memory.count == Self.ids.count)
        var chance = Chance(state: 7)
        var seen: [String: Set<Outcome>] = [:]
        for _ in 0..<20_000 {
            guard let contract = ContractTraits(MadeUp.notice(&chance)) else { continue }
            for (indicator, outcome) in memory.outcomes(contract) {
                seen[indicator, default: []].insert(outcome)
            }
        }
        for (indicator, outcomes) in seen { #expect(outcomes.count == 4, "\(indicator): \(outcomes)") }
    }

    @Test func `many contracts are judged in their order`() throws {
        let memory = ContractRules(try ShippedRules.rules.get(), ids: Self.ids)
        var chance = Chance(state: 3)
        let contracts = (0..<333).compactMap { _ in ContractTraits(MadeUp.notice(&chance)) }
        var together: [Score] = []
        memory.judge(contracts[...]) { together.append($1) }
        var apart: [Score] = []
        for index in contracts.indices { memory.judge(contracts[index...index]) { apart.append($1) } }
        #expect(together == apart && together.count == contracts.count)
    }

    @Test func `a notice of several lots or award blocks is more than one contract`() {
        let notice = Example.award(counts: [1])
        #expect(ContractTraits(notice) != nil)
        var twice = notice
        twice.awards += notice.awards
        #expect(ContractTraits(twice) == nil)
        twice = notice
        twice.lots = [Lot(), Lot()]
        #expect(ContractTraits(twice) == nil)
    }

    @Test func `a lot whose dates a correction moved is judged by its own call`() throws {
        var notice = Example.call { $0.tendersDueOn = CalendarDay("2024-05-01") }
        notice.tendering = notice.lots[0].tendering
        notice.tendering?.tendersDueOn = CalendarDay("2024-03-02")
        let (corrected, difference) = (ContractTraits(notice), try Self.difference(notice))
        #expect(corrected != nil && difference == nil)
        notice.lots[0].tendering = nil
        let memory = ContractRules(try ShippedRules.rules.get(), ids: [ShortSubmissionPeriod.id])
        let both = [corrected, ContractTraits(notice)].compactMap { $0 }
        #expect(both.flatMap(memory.outcomes).map(\.outcome) == [.noFlag, .flag])
    }

    @Test func `a notice with a length of its own and another for its lot is more than one contract`() {
        var old = Example.notice(Example.form(.contractNotice, .classic2004, series: .r208))
        old.terms = Terms()
        old.lots = [Lot()]
        old.lots[0].terms.length.isStated = true
        #expect(ContractTraits(old) != nil)
        old.terms?.length.isStated = true
        #expect(ContractTraits(old) == nil)
    }
}
