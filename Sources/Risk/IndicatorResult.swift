import Notices

/// The four results; a fact that is absent, unreadable or contradictory gives missing data, never a guess.
public enum Outcome: String, Sendable, CaseIterable, JSONWritable {
    case flag
    case noFlag = "no_flag"
    /// The rule has no meaning here, or this form has no field for it.
    case notApplicable = "not_applicable"
    case missingData = "missing_data"

    /// Whether a decision was possible.
    public var isComputed: Bool { self == .flag || self == .noFlag }
}

/// Red for a strong sign, pink for a weak one.
public enum Colour: String, Sendable, CaseIterable, JSONWritable {
    case red, pink
}

/// What an indicator says about a notice, a lot or an award block, with the facts and the threshold it used.
public struct IndicatorResult: Hashable, Sendable {
    /// Id of the indicator.
    public let indicator: String
    /// Colour of the indicator.
    public let colour: Colour
    /// Lot key as the notice writes it, nil for the notice as a whole or an unnumbered block.
    public let lot: String?
    /// Position of the award block in the notice, from 1; nil for notice and lot results.
    public let block: Int?
    /// One of the four results.
    public let outcome: Outcome
    /// The facts used.
    public let inputs: Inputs
    /// Nil when no threshold was reached.
    public let threshold: Threshold?
}

extension IndicatorResult: JSONWritable {
    /// `{"id", "colour", "lot", "block", "result", "inputs", "threshold"}`, lot, block and threshold maybe
    /// null.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("id", indicator)
            json.field("colour", colour)
            json.field("lot", lot)
            json.field("block", block)
            json.field("result", outcome)
            json.field("inputs", inputs)
            json.field("threshold", threshold)
        }
    }
}
