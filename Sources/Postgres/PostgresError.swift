/// What went wrong, without any value of any row or bind.
public struct PostgresError: Error, Sendable, Equatable {
    /// What the caller may conclude.
    public enum Kind: Sendable, Equatable {
        /// The server refused the statement, whose transaction was rolled back; `sqlState` says why.
        case server
        /// No connection, or it broke before COMMIT was sent: the work did not happen.
        case connection
        /// The connection broke after COMMIT had been sent: the work happened or not. Never retry blindly.
        case unknownOutcome
        /// Every connection was in use and too many callers waited, or waited too long.
        case poolExhausted
        /// The Swift task was cancelled; the work did not happen.
        case cancelled
        /// A statement ran longer than the statement timeout; the work did not happen.
        case timeout
        /// A column is missing, NULL or of another type than asked for.
        case decoding(column: String)
    }

    /// What the caller may conclude.
    public let kind: Kind
    /// The server's five-letter SQLSTATE, where the server spoke.
    public let sqlState: String?
    /// The name of the violated constraint.
    public let constraint: String?
    /// The server's primary message with quoted data removed, or the driver's own sentence.
    public let message: String
    /// DETAIL of our own SQLSTATE class `MV` (JSON without secrets); of all others it is dropped.
    public let detail: String?

    /// An error of one kind; the driver makes these, tests of its callers may too.
    public init(
        _ kind: Kind, _ message: String,
        sqlState: String? = nil, constraint: String? = nil, detail: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        self.constraint = constraint
        self.detail = detail
    }

    /// Another try of the whole transaction may succeed: serialization failure or deadlock.
    public var isRetryable: Bool { sqlState == "40001" || sqlState == "40P01" }
}

extension PostgresError: CustomStringConvertible {
    /// One line for the log.
    public var description: String {
        let state = sqlState.map { " \($0)" } ?? ""
        let rule = constraint.map { " (constraint \($0))" } ?? ""
        return "PostgreSQL \(kind)\(state): \(message)\(rule)"
    }
}
