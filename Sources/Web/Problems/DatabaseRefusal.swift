/// What PostgreSQL refused on purpose: SQLSTATE `MV` and the status, MESSAGE the code, DETAIL the reasons
/// as JSON `[{"code", "detail"?, "pointer"?}]`.
public struct DatabaseRefusal: Error, Equatable, Sendable {
    /// HTTP status, from the SQLSTATE's last three digits.
    public let status: Int
    /// The code that a caller sees.
    public let code: String
    /// Every reason that the database found.
    public let reasons: [RefusalReason]

    /// Reads one of our own errors; nil for an SQLSTATE that PostgreSQL itself raised.
    public init?(sqlState: String, message: String, detail: String?) {
        guard sqlState.utf8.count == 5, sqlState.hasPrefix("MV"), let status = Int(sqlState.dropFirst(2)),
            (400...499).contains(status), Self.isCode(message)
        else { return nil }
        self.status = status
        self.code = message
        self.reasons = detail.map(Self.reasons) ?? []
    }

    /// The same as an answer.
    var refusal: Refusal {
        Refusal(status, code, reasons: reasons, retryAfter: status == 429 ? retryAfter : nil)
    }

    // A 429 says its wait as the detail of its first reason, in seconds.
    private var retryAfter: Int { reasons.first?.detail.flatMap { Int($0) } ?? 30 }

    // A message in words comes from PostgreSQL or from a mistake of ours: never shown.
    private static func isCode(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 58
            }
    }

    private static func reasons(_ detail: String) -> [RefusalReason] {
        guard let items = try? JSON(parsing: Array(detail.utf8)).elements else { return [] }
        return items.compactMap { item in
            guard let code = item["code"]?.text else { return nil }
            return RefusalReason(code, detail: item["detail"]?.text, pointer: item["pointer"]?.text)
        }
    }
}
