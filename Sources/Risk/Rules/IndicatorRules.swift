import Foundation
import Notices

/// All indicators with the thresholds of their rule files; loaded once, then pure.
public struct IndicatorRules: Sendable {
    /// In the order in which results are given.
    public let indicators: [any Indicator]

    /// Reads `<id>.yaml` for each indicator from the folder; throws the first fault with file and line. A
    /// file that belongs to no indicator is a fault too, so that no threshold is thought to hold that does
    /// not.
    public init(folder: String) throws(RuleError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let known = Set(Indicators.all.map { $0.id + ".yaml" })
        for name in names.sorted() where name.hasSuffix(".yaml") && !known.contains(name) {
            throw RuleError(file: name, line: nil, message: "belongs to no indicator; rename or remove it")
        }
        var indicators: [any Indicator] = []
        for type in Indicators.all {
            let name = type.id + ".yaml"
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                throw RuleError(file: name, line: nil, message: "is missing in \(folder)")
            }
            let text = String(decoding: data, as: UTF8.self)
            indicators.append(try type.init(RuleFile(name: name, text: text)))
        }
        self.indicators = indicators
    }

    /// Weight of each indicator by id.
    public var weights: [String: Double] {
        Dictionary(uniqueKeysWithValues: indicators.map { ($0.rule.id, $0.rule.weight) })
    }

    /// Every indicator's results for the notice; at least one of each.
    public func assess(_ notice: Notice) -> [IndicatorResult] {
        indicators.flatMap { $0.assess(notice) }
    }
}
