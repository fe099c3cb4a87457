import Notices

/// Every indicator with its traits, and every sign of the known catalogues that is left out, as JSON.
public struct IndicatorCatalogue: JSONWritable {
    private let rules: IndicatorRules
    private let leftOut: [LeftOut]

    /// The indicators in force and what they leave out.
    public init(_ rules: IndicatorRules, leftOut: [LeftOut]) {
        self.rules = rules
        self.leftOut = leftOut
    }

    /// `{"rule_set", "indicators": [{"id", "colour", "level", "weight", "basis", "rule_set", "warn_above",
    /// "forms", "references"}], "left_out":
    /// [{"reference", "title", "reason", "because"}]}`; weight is text, so that no reader rounds it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("rule_set", rules.ruleSet)
            json.field("indicators") { json in json.array(rules.indicators) { $0.indicator($1) } }
            json.field("left_out", leftOut)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func indicator(_ indicator: any Indicator) {
        let rule = indicator.rule
        object { json in
            json.field("id", rule.id)
            json.field("colour", rule.colour)
            json.field("level", rule.level.rawValue)
            json.field("weight", "\(rule.weight)")
            json.field("basis", rule.basis.rawValue)
            json.field("rule_set", rule.ruleSet)
            json.field("warn_above", "\(rule.mostFlags)")
            json.field("forms", CoveredForms.names(of: indicator).unique)
            json.field("references", rule.references)
        }
    }
}

extension [String] {
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
