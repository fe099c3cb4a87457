/// How a contract is or was competed for, in the words that all formats share.
public enum ProcedureType: String, Sendable, CaseIterable {
    case open, restricted
    /// Negotiated with a prior call.
    case negotiated
    case dialogue, innovation
    /// Awarded without a prior call.
    case direct
    case other
}

/// What a notice states about its procedure.
public struct Procedure: Hashable, Sendable {
    /// Nil when unknown or outside the known codes.
    public var type: ProcedureType?
    /// Grounds for an award without a call: eForms codes (BT-136) or names of D_ elements, as written.
    public var directGrounds: [String] = []
    /// BT-106, ACCELERATED_PROC, an accelerated type of procedure.
    public var acceleration = Acceleration.notStated
    /// Whether a text stands beside it: BT-1351, ACCELERATED_PROC/P, PTAR_ and PTAN_JUSTIFICATION.
    public var isAccelerationExplained = false

    /// Nothing stated.
    public init() {}

    /// Whether the notice says that its periods are shortened for urgency.
    public enum Acceleration: String, Sendable {
        case yes
        case no
        case notStated = "not_stated"
        case contradictory
    }
}
