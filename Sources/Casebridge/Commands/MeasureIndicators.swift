import ArgumentParser
import Foundation
import Notices
import Risk

/// `casebridge indicators measure`: how fast rules and score are, on contracts made up in memory.
struct MeasureIndicators: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Assesses and scores made-up contracts in memory with all cores, and says how long it took."
    )

    @Option(help: "How many contracts.") var contracts = 1_000_000

    @Option(help: "How many times they are assessed and scored.") var times = 1

    /// Half of them look at calls and half at awards.
    static let indicators: Set = [
        "single-bid", "few-bids", "no-prior-publication", "final-value-far-from-estimate",
        "not-awarded-without-reason", "award-value-missing", "short-submission-period",
        "framework-single-operator", "long-contract", "opening-differs-from-deadline", "price-only",
        "many-renewals",
    ]

    func run() async throws {
        guard contracts > 0, times > 0 else { throw ValidationError("the numbers must be above 0") }
        let rules = ContractRules(
            try IndicatorsCommand.rules(IndicatorsCommand.resources), ids: Self.indicators)
        guard rules.count == Self.indicators.count else {
            throw CommandFailure(.badData, "not all of the indicators can be asked of contracts in memory")
        }
        let all = (0..<contracts).compactMap { ContractTraits(MadeUpContract.notice($0)) }
        let clock = ContinuousClock()
        let start = clock.now
        var found = (flags: 0, scores: 0.0)
        for _ in 0..<times { found = await Self.assess(all, rules) }
        let seconds = start.duration(to: clock.now) / .seconds(1)
        var json = JSONWriter()
        json.object { json in
            json.field("contracts", all.count)
            json.field("seconds", String(format: "%.4f", seconds / Double(times)))
            json.field("flags", found.flags)
            json.field("mean_score", String(format: "%.6f", found.scores / Double(all.count)))
        }
        Console.print(json.text)
    }

    /// All flags and the sum of all scores, each core with a part of the contracts.
    private static func assess(
        _ contracts: [ContractTraits], _ rules: ContractRules
    ) async -> (flags: Int, scores: Double) {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return await withTaskGroup(of: (flags: Int, scores: Double).self) { group in
            for core in 0..<cores {
                let part = contracts.count * core / cores..<contracts.count * (core + 1) / cores
                group.addTask {
                    var (flags, scores) = (0, 0.0)
                    rules.judge(contracts[part]) { found, score in
                        flags += found
                        scores += score.value ?? 0
                    }
                    return (flags, scores)
                }
            }
            return await group.reduce((0, 0.0)) { ($0.0 + $1.flags, $0.1 + $1.scores) }
        }
    }
}

/// Contracts whose facts follow from their number, so that another program can make the same ones.
private enum MadeUpContract {
    static func notice(_ number: Int) -> Notice { number % 2 == 0 ? call(number / 2) : award(number / 2) }

    private static func call(_ number: Int) -> Notice {
        var notice = Notice(
            number: "\(number)-2024",
            form: NoticeForm(code: "16", series: .eforms, kind: .contractNotice, regime: .general),
            schemaVersion: "")
        notice.dispatchedOn = CalendarDay(year: 2024, month: 3, day: 1)
        notice.procedure.type = .open
        var lot = Lot()
        lot.key = "LOT-0001"
        var tendering = Tendering()
        tendering.acceptsElectronicSubmission = true
        tendering.tendersDueOn = CalendarDay(year: 2024, month: 3, day: 1 + number % 31)
        tendering.opensOn = CalendarDay(
            year: 2024, month: 3, day: 1 + number % 31 * (number % 3 == 0 ? 0 : 1))
        tendering.framework.isAgreement = number % 5 == 0
        tendering.framework.maximumOperators = 1 + number % 4
        lot.tendering = tendering
        lot.terms.length.measures = [.init(count: 1 + number % 60, unit: .month)]
        lot.terms.criteria.hasPrice = true
        lot.terms.criteria.hasQuality = number % 2 == 0
        lot.terms.renewal.most = number % 6
        notice.lots = [lot]
        return notice
    }

    private static func award(_ number: Int) -> Notice {
        var notice = Notice(
            number: "\(number)-2024",
            form: NoticeForm(code: "29", series: .eforms, kind: .awardNotice, regime: .general),
            schemaVersion: "")
        notice.dispatchedOn = CalendarDay(year: 2024, month: 3, day: 1)
        notice.procedure.type = number % 10 == 0 ? .direct : .open
        var award = Award()
        award.lotKey = "LOT-0001"
        award.outcome = number % 20 == 7 ? .notAwarded : .awarded
        award.tenderCounts = [1 + number % 7]
        award.failure.reason = number % 40 == 7 ? "no-rece" : nil
        award.estimate = Money(amount: Decimal(100_000), currency: "EUR")
        award.value = Money(amount: Decimal(30_000 + number % 100 * 1_000), currency: "EUR")
        notice.awards = [award]
        return notice
    }
}
