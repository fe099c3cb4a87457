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
        try row.allow(["id", "colour", "level", "weight", "basis", "references", "thresholds"])
    }

    func rule(id: String) throws(RuleError) -> IndicatorRule {
        guard try row.text("id") == id else {
            throw row.fault("\"id\" must be \"\(id)\", like the file's name", at: row.node["id"])
        }
        return IndicatorRule(
            id: id, colour: try row.choice("colour", of: Colour.self),
            level: try row.choice("level", of: IndicatorRule.Level.self), weight: try row.weight("weight"),
            basis: try row.choice("basis", of: IndicatorRule.Basis.self),
            references: try row.texts("references"))
    }

    /// For an indicator whose rule has no number that could change.
    func refuseThresholds() throws(RuleError) {
        if let thresholds = row.node["thresholds"] {
            throw row.fault("this indicator has no thresholds; remove them", at: thresholds)
        }
    }

    /// The dated rows below `thresholds`; `keys` are those of the indicator itself.
    func timetable<Value>(
        keys: [String], _ value: (RuleRow) throws(RuleError) -> Value
    ) throws(RuleError) -> Timetable<Value> {
        guard let list = row.node["thresholds"]?.sequence, !list.isEmpty else {
            throw row.fault("\"thresholds\" must be a list with at least one row", at: row.node["thresholds"])
        }
        var rows: [Timetable<Value>.Row] = []
        for node in list {
            let row = RuleRow(file: row.file, node: node)
            try row.allow(["regime", "country", "from", "until"] + keys)
            let (from, until) = (try row.day("from"), try row.day("until"))
            if let from, let until, until <= from { throw row.fault("\"until\" must be after \"from\"") }
            rows.append(
                .init(
                    regime: row.node["regime"] == nil ? nil : try row.choice("regime", of: Regime.self),
                    country: try row.optionalText("country"), from: from, until: until, value: try value(row))
            )
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
