import Foundation
import Notices

/// All indicators with the thresholds of their rule files; loaded once, then pure.
public struct IndicatorRules: Sendable {
    /// In the order in which results are given.
    public let indicators: [any Indicator]
    /// Name of the rules as a whole, `core-3`; a change of a rule file comes with a new one.
    public let ruleSet: String
    /// Those of them that count for the risk of a contract and are kept with it.
    public let risks: [any Indicator]

    /// Reads `<id>.yaml` for each indicator from the folder; throws the first fault with file and line. A
    /// file that belongs to no indicator is a fault too, so that no threshold is thought to hold that does
    /// not.
    public init(folder: String) throws(RuleError) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let known = Set(Indicators.all.map { $0.id + ".yaml" } + [Self.versionFile])
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
        risks = indicators.filter(\.rule.isRisk)
        ruleSet = try Self.ruleSet(folder: folder)
    }

    private static let versionFile = "rule-set.yaml"

    private static func ruleSet(folder: String) throws(RuleError) -> String {
        guard let data = FileManager.default.contents(atPath: folder + "/" + versionFile) else {
            throw RuleError(file: versionFile, line: nil, message: "is missing in \(folder)")
        }
        return try RuleFile.name(file: versionFile, text: String(decoding: data, as: UTF8.self))
    }

    /// Weight of each indicator by id.
    public var weights: [String: Double] {
        Dictionary(uniqueKeysWithValues: indicators.map { ($0.rule.id, $0.rule.weight) })
    }

    /// The results for the notice of those that count for its risk; at least one of each.
    public func assess(_ notice: Notice) -> [IndicatorResult] { risks.flatMap { $0.assess(notice) } }

    /// Those, and what the others tell.
    public func tell(_ notice: Notice) -> [IndicatorResult] { indicators.flatMap { $0.assess(notice) } }
}

extension IndicatorRules {
    /// What the database keeps of each: `[{"id", "colour", "weight", "rule_set"}]`.
    public var loadDocument: String {
        let rows = risks.map(\.rule).map { rule in
            #"{"id":"\#(rule.id)","colour":"\#(rule.colour.rawValue)","weight":\#(rule.weight),"#
                + #""rule_set":"\#(ruleSet)"}"#
        }
        return "[" + rows.joined(separator: ",") + "]"
    }

    /// Reads one rule file, whose name says of which indicator it is; throws its first fault with file and line.
    public static func check(file path: String) throws(RuleError) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let type = Indicators.all.first(where: { $0.id + ".yaml" == name }) else {
            throw RuleError(
                file: name, line: nil, message: "belongs to no indicator; `indicators list` names them all")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RuleError(file: name, line: nil, message: "cannot be read")
        }
        _ = try type.init(RuleFile(name: name, text: String(decoding: data, as: UTF8.self)))
    }
}
