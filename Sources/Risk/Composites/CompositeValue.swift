import Notices

/// A composite for one award, with each component, computed or not.
public struct CompositeValue: Hashable, Sendable, JSONWritable {
    /// One component.
    public struct Component: Hashable, Sendable, JSONWritable {
        let name: String
        let indicator: String?
        /// 0 to 1, more is riskier; nil when missing.
        let value: Double?
        /// The outcome that stands behind it, or why nothing does.
        let because: String?

        /// `{"component", "indicator", "value", "because"}`; value is text, so that no reader rounds it.
        public func write(to json: inout JSONWriter) {
            json.object { json in
                json.field("component", name)
                json.field("indicator", indicator)
                json.field("value", value.map { "\($0)" })
                json.field("because", because)
            }
        }
    }

    let id: String
    let lot: String?
    let block: Int
    let components: [Component]

    /// The mean of those that could be computed, 0 to 1; nil when none could.
    public var value: Double? {
        let known = components.compactMap(\.value)
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    /// How many could be computed.
    public var computed: Int { components.count { $0.value != nil } }

    /// `{"id", "lot", "block", "value", "computed", "missing", "components"}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", id)
            json.field("lot", lot)
            json.field("block", block)
            json.field("value", value.map { "\($0)" })
            json.field("computed", computed)
            json.field("missing", components.filter { $0.value == nil }.map(\.name))
            json.field("components", components)
        }
    }
}

extension IndicatorResult {
    /// 0 to 1 as composites have it; nil unless it was decided.
    var risk: Double? {
        guard outcome.isComputed else { return nil }
        let grade: Grade? =
            switch inputs {
            case .choice(let facts): facts.grade
            case .decision(let facts): facts.grade
            case .advertisement(let facts): facts.grade
            default: nil
            }
        return grade?.risk ?? (outcome == .flag ? 1 : 0)
    }
}
