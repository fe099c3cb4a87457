import Foundation
import Notices
import Yams

/// An index over several indicators, with the components that count in each country.
public struct Composite: Sendable {
    /// Where a component comes from, or why it cannot be computed yet.
    enum Source: Hashable, Sendable {
        case indicator(String)
        case none(because: String)
    }

    /// `cri`.
    public let id: String
    private let sources: [String: Source]
    private let byCountry: [String: [String]]

    /// Reads `composites/<id>.yaml` in the folder of the rule files; throws naming file and line.
    public init(_ id: String, folder: String) throws(RuleError) {
        let name = "composites/\(id).yaml"
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
            throw RuleError(file: name, line: nil, message: "is missing in \(folder)")
        }
        try self.init(id, name: name, text: String(decoding: data, as: UTF8.self))
    }

    init(_ id: String, name: String, text: String) throws(RuleError) {
        guard let node = try? compose(yaml: text), node.mapping != nil else {
            throw RuleError(file: name, line: 1, message: "must be a mapping of keys and values")
        }
        let row = RuleRow(file: name, node: node)
        try row.allow(["id", "components", "countries"])
        guard try row.text("id") == id else {
            throw row.fault("\"id\" must be \"\(id)\", like the file's name", at: row.node["id"])
        }
        self.id = id
        let sources = try Self.sources(row)
        (self.sources, byCountry) = (sources, try Self.countries(row, known: Set(sources.keys)))
    }

    private static func sources(_ row: RuleRow) throws(RuleError) -> [String: Source] {
        let ids = Set(Indicators.all.map { $0.id })
        var sources: [String: Source] = [:]
        for (key, node) in row.node["components"]?.mapping ?? [:] {
            let component = RuleRow(file: row.file, node: node)
            try component.allow(["indicator", "because"])
            switch (try component.optionalText("indicator"), try component.optionalText("because")) {
            case (let indicator?, nil) where ids.contains(indicator):
                sources[key.string ?? ""] = .indicator(indicator)
            case (let indicator?, nil): throw component.fault("there is no indicator \"\(indicator)\"")
            case (nil, let reason?): sources[key.string ?? ""] = .none(because: reason)
            default: throw component.fault("give \"indicator\" or \"because\"")
            }
        }
        if sources.isEmpty { throw row.fault("\"components\" is missing or empty") }
        return sources
    }

    private static func countries(
        _ row: RuleRow, known: Set<String>
    ) throws(RuleError) -> [String: [String]] {
        guard let mapping = row.node["countries"]?.mapping, !mapping.isEmpty else {
            throw row.fault("\"countries\" is missing or empty")
        }
        var countries: [String: [String]] = [:]
        // Not by the key as a text: YAML takes a bare NO for a boolean, and the quoted one is no such key.
        for (key, node) in mapping {
            let components = node.sequence?.compactMap(\.string) ?? []
            if let stranger = components.first(where: { !known.contains($0) }) {
                throw row.fault("there is no component \"\(stranger)\"", at: node)
            }
            guard let country = key.string, !components.isEmpty else {
                throw row.fault("a country must have a list of components", at: key)
            }
            countries[country] = components
        }
        return countries
    }

    /// One value for each award of the notice, of all results of the notice; empty where the country has no list.
    public func values(_ notice: Notice, _ results: [IndicatorResult]) -> [CompositeValue] {
        guard let components = notice.country.flatMap({ byCountry[$0] }), notice.kind == .awardNotice else {
            return []
        }
        let byIndicator = Dictionary(grouping: results, by: \.indicator).mapValues(Answers.init)
        return notice.awards.map { award in
            CompositeValue(
                id: id, lot: award.lotKey, block: award.block,
                components: components.map { component($0, award, byIndicator) })
        }
    }

    private func component(
        _ name: String, _ award: Award, _ results: [String: Answers]
    ) -> CompositeValue.Component {
        switch sources[name] {
        case .indicator(let id)?:
            let own = results[id]?.of(award)
            return .init(name: name, indicator: id, value: own?.risk, because: own.map(\.outcome.rawValue))
        case .none(let because)?: return .init(name: name, indicator: nil, value: nil, because: because)
        case nil: return .init(name: name, indicator: nil, value: nil, because: nil)
        }
    }
}

/// The results of one indicator, to be found without going through them for each award.
private struct Answers {
    private var byBlock: [Int: IndicatorResult] = [:]
    private var byLot: [String: IndicatorResult] = [:]
    private var ofNotice: IndicatorResult?

    init(_ results: [IndicatorResult]) {
        for result in results {
            if let block = result.block {
                byBlock[block] = byBlock[block] ?? result
            } else if let lot = result.lot {
                byLot[lot] = byLot[lot] ?? result
            } else {
                ofNotice = ofNotice ?? result
            }
        }
    }

    /// Of the same block, else of the same lot, else of the whole notice.
    func of(_ award: Award) -> IndicatorResult? {
        byBlock[award.block] ?? award.lotKey.flatMap { byLot[$0] } ?? ofNotice
    }
}
