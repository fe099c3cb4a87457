/// One thing that is wrong, as a short stable code such as `database` or `storage_low`.
public struct HealthFault: Sendable, Equatable {
    /// The code.
    public let code: String

    /// A fault of this code.
    public init(_ code: String) { self.code = code }
}

/// How the server is, for whoever routes requests to it and for whoever looks after it.
public struct HealthReport: Sendable, Equatable {
    /// Why no request should come here now; ready when there is none.
    public var faults: [HealthFault]
    /// What works still and needs somebody soon.
    public var warnings: [HealthFault]
    /// Seconds since the ledger's newest checkpoint was signed; nil when there is none or nobody knows.
    public var checkpointSeconds: Int?

    /// A report as given.
    public init(faults: [HealthFault] = [], warnings: [HealthFault] = [], checkpointSeconds: Int? = nil) {
        self.faults = faults
        self.warnings = warnings
        self.checkpointSeconds = checkpointSeconds
    }

    var json: JSON {
        var members: JSONMembers = [
            "ready": .boolean(faults.isEmpty), "faults": .array(faults.map { .string($0.code) }),
            "warnings": .array(warnings.map { .string($0.code) }),
        ]
        if let checkpointSeconds { members["checkpoint_seconds"] = .integer(checkpointSeconds) }
        return .object(members)
    }
}
