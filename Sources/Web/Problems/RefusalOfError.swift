import Accounts
import Hummingbird
import NIOCore
import Postgres

extension Refusal {
    /// The one place where an error that anything threw becomes a status and a code. What is not
    /// listed here is `internal`: its text may hold secrets or content, so only the log gets it.
    init(of error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let refusal as DatabaseRefusal: self = refusal.refusal
        case let error as PostgresError: self.init(ofDatabase: error)
        case PasswordError.busy: self = Refusal(503, "busy", retryAfter: 2)
        case is NIOTooManyBytesError: self = Refusal(413, "too_large")
        case let error as HTTPError: self = Refusal(ofStatus: error.status.code)
        case is CancellationError: self = Refusal(503, "busy", retryAfter: 5)
        default: self = .unforeseen
        }
    }

    private init(ofDatabase error: PostgresError) {
        switch error.kind {
        case .server where error.sqlState == "53100": self = .storageFull
        case .server:
            let refusal = error.sqlState.flatMap { state in
                DatabaseRefusal(sqlState: state, message: error.message, detail: error.detail)
            }
            self = refusal?.refusal ?? (error.isRetryable ? Refusal(503, "busy", retryAfter: 1) : .unforeseen)
        // The work was done or not: whoever asks again must say with which Idempotency-Key.
        case .unknownOutcome: self = Refusal(503, "unknown_outcome", retryAfter: 2)
        case .poolExhausted, .timeout, .cancelled: self = Refusal(503, "busy", retryAfter: 2)
        case .connection: self = Refusal(503, "database_down", retryAfter: 10)
        case .decoding: self = .unforeseen
        }
    }

    // The router's own errors carry only a status.
    private init(ofStatus status: Int) {
        let code =
            switch status {
            case 400: "malformed_request"
            case 401: "not_signed_in"
            case 403: "forbidden"
            case 404: "not_found"
            case 413: "too_large"
            case 415: "wrong_media_type"
            case 503: "busy"
            default: "internal"
            }
        self.init(code == "internal" ? 500 : status, code)
    }
}
