/// One reason of a refusal, about the whole request or about the member that `pointer` names.
public struct RefusalReason: Equatable, Sendable {
    /// Stable code; the locale files have its wording under `reason.`.
    public let code: String
    /// What the wording's `{detail}` is replaced by: a limit, a list of question ids.
    public let detail: String?
    /// JSON pointer (RFC 6901) or, for forms, the field's name behind a slash.
    public let pointer: String?

    /// A reason as given.
    public init(_ code: String, detail: String? = nil, pointer: String? = nil) {
        self.code = code
        self.detail = detail
        self.pointer = pointer
    }
}

/// A request that is refused, said in codes: the status, the page and the problem document follow from it.
public struct Refusal: Error, Equatable, Sendable {
    /// HTTP status, 400 to 599.
    public let status: Int
    /// Stable code; the locale files have its wording under `problem.`.
    public let code: String
    /// Every reason, not only the first.
    public let reasons: [RefusalReason]
    /// Seconds after which asking again makes sense, for 429 and 503.
    public let retryAfter: Int?
    /// Methods that the address does answer, for 405.
    public let allowed: [String]

    /// A refusal as given.
    public init(
        _ status: Int, _ code: String, reasons: [RefusalReason] = [], retryAfter: Int? = nil,
        allowed: [String] = []
    ) {
        self.status = status
        self.code = code
        self.reasons = reasons
        self.retryAfter = retryAfter
        self.allowed = allowed
    }
}

extension Refusal {
    /// 401: no token, or none of the right shape.
    public static let notSignedIn = Refusal(401, "not_signed_in")
    /// 404: also for what the caller may not see.
    public static let notFound = Refusal(404, "not_found")
    /// 500: anything that nobody foresaw; the log has the detail.
    public static let unforeseen = Refusal(500, "internal")

    /// 507 (RFC 4918): the disk of the evidence or of the database is full; nothing was kept.
    public static let storageFull = Refusal(507, "storage_full", retryAfter: 60)

    /// 400 with a code of its own.
    public static func malformed(_ code: String, detail: String? = nil) -> Refusal {
        Refusal(400, code, reasons: detail.map { [RefusalReason(code, detail: $0)] } ?? [])
    }

    /// 413, naming the limit in bytes.
    public static func tooLarge(limit: Int) -> Refusal {
        Refusal(413, "too_large", reasons: [RefusalReason("too_large", detail: String(limit))])
    }

    /// 415, naming the media type that is read here.
    public static func wrongMediaType(expected: String) -> Refusal {
        Refusal(415, "wrong_media_type", reasons: [RefusalReason("wrong_media_type", detail: expected)])
    }

    /// 422 with a reason for each field.
    public static func invalid(_ reasons: [RefusalReason]) -> Refusal {
        Refusal(422, "invalid", reasons: reasons)
    }
}
