import CLibPQ

/// The fields of an error result that the driver reads.
private enum Field: Int32 {
    case severity = 0x56, sqlState = 0x43, message = 0x4D, detail = 0x44, constraint = 0x6E, routine = 0x52
}

/// An error as the server or libpq reported it, before the driver decides what it means.
struct ServerError {
    let error: PostgresError
    /// The connection ends with this error.
    let isFatal: Bool
    /// A prepared statement no longer fits the changed schema; preparing it again helps.
    let isStalePlan: Bool

    init(_ result: OpaquePointer) {
        let state = Self.text(result, .sqlState)
        let severity = Self.text(result, .severity)
        let message = Self.text(result, .message) ?? "the connection to PostgreSQL was lost"
        error = PostgresError(
            Self.kind(state, message),
            Self.withoutData(message, state: state),
            sqlState: state,
            constraint: Self.text(result, .constraint),
            detail: state?.hasPrefix("MV") == true ? Self.text(result, .detail) : nil)
        isFatal = state == nil || severity == "FATAL" || severity == "PANIC"
        isStalePlan =
            state == "26000" || (state == "0A000" && Self.text(result, .routine) == "RevalidateCachedQuery")
    }

    /// 57014 is sent for the timeout, for our own cancel request, and for an operator's.
    private static func kind(_ state: String?, _ message: String) -> PostgresError.Kind {
        guard let state else { return .connection }
        return state == "57014" && !message.contains("user request") ? .timeout : .server
    }

    /// Class 22, data exceptions, quotes the offending value in its message.
    static func withoutData(_ message: String, state: String?) -> String {
        guard state?.hasPrefix("22") == true,
            let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""), first < last
        else { return message }
        return message[...first] + "…" + message[last...]
    }

    private static func text(_ result: OpaquePointer, _ field: Field) -> String? {
        PQresultErrorField(result, field.rawValue).map { String(cString: $0) }
    }
}
