import Accounts
import Hummingbird
import NIOCore

extension Refusal {
    /// The one place where an error that anything threw becomes a status and a code. What is not
    /// listed here is `internal`: its text may hold secrets or content, so only the log gets it.
    init(of error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let refusal as DatabaseRefusal: self = refusal.refusal
        case PasswordError.busy: self = Refusal(503, "busy", retryAfter: 2)
        case is NIOTooManyBytesError: self = Refusal(413, "too_large")
        case let error as HTTPError: self = Refusal(ofStatus: error.status.code)
        case is CancellationError: self = Refusal(503, "busy", retryAfter: 5)
        default: self = .unforeseen
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
