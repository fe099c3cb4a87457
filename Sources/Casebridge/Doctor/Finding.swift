/// One thing that the doctor looked at.
struct Finding: Sendable {
    enum Kind: String, Sendable {
        /// As it should be.
        case well = "ok"
        /// It works, and somebody should see to it.
        case warning = "warn"
        /// Something does not work, or cannot be trusted.
        case fault = "FAULT"
    }

    let kind: Kind
    let what: String
    /// What was found; empty when all is well.
    let found: String
    /// What to do about it.
    let next: String

    static func well(_ what: String) -> Finding { Finding(kind: .well, what: what, found: "", next: "") }

    static func fault(_ what: String, _ found: String, next: String) -> Finding {
        Finding(kind: .fault, what: what, found: found, next: next)
    }

    static func warning(_ what: String, _ found: String, next: String) -> Finding {
        Finding(kind: .warning, what: what, found: found, next: next)
    }

    var lines: [String] {
        let label = kind.rawValue + String(repeating: " ", count: 7 - kind.rawValue.count)
        if kind == .well { return [label + what] }
        return [label + what + ": " + found, "       next: " + next]
    }
}

/// What an error says to an operator.
func said(_ error: any Error) -> String {
    (error as? CommandFailure)?.message ?? CommandFailure(of: error)?.message ?? "\(error)"
}
