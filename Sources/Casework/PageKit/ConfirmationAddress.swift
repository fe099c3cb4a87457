import Postgres
import Web

/// Where a person says again who he is, and the way back from there.
enum ConfirmationAddress {
    static let path = "/account/confirmation"

    static func returning(to address: String) -> String { PageAddress(path).with("next", address) }

    /// Whether the database refused because the session was not confirmed for long.
    static func isAsked(by error: any Error) -> Bool {
        guard let refusal = error as? PostgresError else { return false }
        return refusal.message == "requirement:recently_authenticated" || refusal.message == "confirm_first"
    }
}
