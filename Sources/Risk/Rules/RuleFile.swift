import Notices
import Yams

/// One file of `Workflows/indicators`: what an indicator is, and its thresholds by regime, country and time.
public struct RuleFile {
    private let row: RuleRow

    /// Parses the YAML text; throws naming file and line.
    init(name: String, text: String) throws(RuleError) {
        let node: Node?
        do {
            node = try compose(yaml: text)
        } catch let error as YamlError {
            throw RuleError(file: name, line: Self.line(of: error), message: "not YAML: \(error)")
        } catch {
            throw RuleError(file: name, line: nil, message: "not YAML: \(error)")
        }
        guard let node else { throw RuleError(file: name, line: nil, message: "is empty") }
        row = RuleRow(file: name, node: node)
        try row.allow([
            "id", "colour", "level", "weight", "basis", "references", "warn_above", "thresholds", "rule_set",
            "rule_sets",
        ])
    }

    /// The `id` of a file that holds nothing else.
    static func name(file: String, text: String) throws(RuleError) -> String {
        guard let node = try? compose(yaml: text), node.mapping != nil else {
            throw RuleError(file: file, line: 1, message: "must hold \"id\" and a name")
        }
        let row = RuleRow(file: file, node: node)
        try row.allow(["id"])
        return try row.text("id")
    }

    func rule(id: String) throws(RuleError) -> IndicatorRule {
        guard try row.text("id") == id else {
            throw row.fault("\"id\" must be \"\(id)\", like the file's name", at: row.node["id"])
        }
        return IndicatorRule(
            id: id, colour: try row.choice("colour", of: Colour.self),
            level: try row.choice("level", of: IndicatorRule.Level.self), weight: try row.weight("weight"),
            basis: try row.choice("basis", of: IndicatorRule.Basis.self),
            references: try row.texts("references"), mostFlags: try row.share("warn_above") ?? 0.5,
            ruleSet: try row.optionalText("rule_set"))
    }

    /// For an indicator whose rule has no number that could change.
    func refuseThresholds() throws(RuleError) {
        for key in ["thresholds", "rule_set", "rule_sets"] {
            guard let thresholds = row.node[key] else { continue }
            throw row.fault("this indicator has no thresholds; remove \"\(key)\"", at: thresholds)
        }
    }

    /// The dated rows below `thresholds`, or of that one of the `rule_sets` that `rule_set` names; `keys` are
    /// those of the indicator itself. The other sets are read too, so that one may change over to them.
    func timetable<Value>(
        keys: [String], _ value: (RuleRow) throws(RuleError) -> Value
    ) throws(RuleError) -> Timetable<Value> {
        guard let sets = row.node["rule_sets"] else {
            if let name = row.node["rule_set"] {
                throw row.fault("\"rule_set\" names one of \"rule_sets\", which are missing", at: name)
            }
            return try timetable(row.node["thresholds"], "thresholds", keys, value)
        }
        if let rows = row.node["thresholds"] {
            throw row.fault("give \"thresholds\" or \"rule_sets\", not both", at: rows)
        }
        guard let mapping = sets.mapping, !mapping.isEmpty else {
            throw row.fault("\"rule_sets\" must name at least one set of rows", at: sets)
        }
        let chosen = try row.text("rule_set")
        var found: Timetable<Value>?
        for (name, list) in mapping {
            let table = try timetable(list, name.string ?? "?", keys, value)
            if name.string == chosen { found = table }
        }
        guard let found else {
            let known = mapping.keys.compactMap(\.string).joined(separator: ", ")
            throw row.fault(
                "\"rule_set\" cannot be \"\(chosen)\"; known are \(known)", at: row.node["rule_set"])
        }
        return found
    }

    private func timetable<Value>(
        _ list: Node?, _ name: String, _ keys: [String], _ value: (RuleRow) throws(RuleError) -> Value
    ) throws(RuleError) -> Timetable<Value> {
        guard let nodes = list?.sequence, !nodes.isEmpty else {
            throw row.fault("\"\(name)\" must be a list with at least one row", at: list)
        }
        var rows: [Timetable<Value>.Row] = []
        for node in nodes {
            let row = RuleRow(file: row.file, node: node)
            try row.allow(["regime", "country", "from", "until"] + keys)
            let (from, until) = (try row.day("from"), try row.day("until"))
            if let from, let until, until <= from { throw row.fault("\"until\" must be after \"from\"") }
            rows.append(
                .init(
                    regime: row.node["regime"] == nil ? nil : try row.choice("regime", of: Regime.self),
                    country: try row.country("country"), from: from, until: until, value: try value(row)))
        }
        return Timetable(rows: rows)
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }
}
