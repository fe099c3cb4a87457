import Foundation
import Postgres
import Web

/// Whether the server can work now.
struct Readiness: Sendable {
    let app: PostgresPool
    let settings: Settings

    func faults() async -> [HealthFault] {
        var faults: [HealthFault] = []
        if (try? await app.query("SELECT 1 AS one")) == nil { faults.append(HealthFault("database")) }
        if !FileManager.default.isWritableFile(atPath: settings.evidence.path(percentEncoded: false)) {
            faults.append(HealthFault("evidence"))
        }
        return faults
    }
}
