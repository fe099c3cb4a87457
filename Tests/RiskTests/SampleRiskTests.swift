import Foundation
import Notices
import Risk
import Testing

/// The sample notices must give a first visitor something of everything.
@Suite struct SampleRiskTests {
    static let results: [String: [IndicatorResult]] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Samples/notices").path
        var results: [String: [IndicatorResult]] = [:]
        NoticeSource(paths: [folder]).forEach { item in
            guard let bytes = try? item.content.get(),
                let notice = try? NoticeReader.read(bytes, fileName: item.name),
                let rules = try? ShippedRules.rules.get()
            else { return }
            results[notice.number] = rules.assess(notice)
        }
        return results
    }()

    @Test(arguments: [
        "single-bid", "few-bids", "no-prior-publication", "accelerated-procedure", "short-submission-period",
        "framework-single-operator",
    ])
    func `every indicator flags some samples and not others`(indicator: String) {
        let outcomes = Set(
            Self.results.values.flatMap { $0 }.filter { $0.indicator == indicator }.map(\.outcome))
        #expect(outcomes.isSuperset(of: [.flag, .noFlag, .notApplicable]))
    }

    @Test func `some samples have several red flags, some none, some miss data`() {
        let flags = Self.results.values.map { results in
            results.filter { $0.outcome == .flag && $0.colour == .red }.count
        }
        #expect(flags.contains { $0 >= 2 })
        #expect(flags.contains(0))
        let missing = Self.results.values.count { $0.contains { $0.outcome == .missingData } }
        #expect(missing >= 2)
    }
}
