import Notices

/// What the two indicators on length look at.
public struct LengthFacts: Hashable, Sendable {
    let isFramework: Bool?
    let length: ContractLength
    /// Only where the rule asks for a framework: whether its length is justified.
    let isJustified: Bool?
    let reason: Reason?

    /// The length that counts for a framework: R2.0.7/8 state it apart from that of the contract.
    static func ofFramework(_ framework: Framework, _ terms: Terms, in notice: Notice) -> ContractLength {
        guard notice.terms != nil else { return terms.length }
        var length = ContractLength()
        length.measures = framework.months.map { [.init(count: $0, unit: .month)] } ?? []
        return length
    }
}

extension LengthFacts: JSONWritable {
    /// `{"framework", "days"?, "weeks"?, "months"?, "years"?, "starts_on"?, "ends_on"?, "unlimited"?,
    /// "justified"?, "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("framework", isFramework)
            if let measure = length.measures.first { json.measure(measure) }
            if let start = length.startsOn { json.field("starts_on", start) }
            if let end = length.endsOn { json.field("ends_on", end) }
            if length.isUnlimited { json.field("unlimited", true) }
            if let isJustified { json.field("justified", isJustified) }
            if let reason { json.field("reason", reason) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func measure(_ measure: ContractLength.Measure) {
        switch measure.unit {
        case .day: field("length_days", measure.count)
        case .week: field("length_weeks", measure.count)
        case .month: field("length_months", measure.count)
        case .year: field("length_years", measure.count)
        }
    }
}
