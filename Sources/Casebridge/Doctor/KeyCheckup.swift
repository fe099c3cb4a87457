import Casework
import Foundation
import Ledger
import Postgres

/// The two keys: there, private, and the ones that the database was made with.
struct KeyCheckup {
    let settings: Settings

    func findings() -> [Finding] {
        [
            file("master key", settings.masterKeyFile) { _ = try Keys.master(settings) },
            file("ledger key", settings.ledgerKeyFile) { _ = try Keys.ledger(settings) },
        ]
    }

    private func file(_ what: String, _ path: String?, _ read: () throws -> Void) -> Finding {
        do {
            try read()
        } catch {
            return .fault(
                what, said(error),
                next: "copy the key back from where it is kept; make a new one only for an empty store")
        }
        if let path, FileMode(of: path)?.isOpenToOthers == true {
            return .warning(what, "others on this machine may read \(path)", next: "chmod 0600 \(path)")
        }
        return .well(what)
    }

    /// Whether they open what is stored and sign as before.
    func findingsInDatabase() async -> [Finding] { [await opensFiles(), await signsOn()] }

    private func opensFiles() async -> Finding {
        let what = "master key opens the newest files"
        do {
            let store = try EvidenceStore(folder: settings.evidence, masterKey: try Keys.master(settings))
            let pool = settings.pool(.backup, timeout: .seconds(60))
            let outcome = try await StoredFileCheck(database: pool, store: store).newest(20)
            await pool.close()
            guard let fault = outcome.faults.first else { return .well(what) }
            return .fault(
                what, "the file \(fault)",
                next:
                    "casebridge evidence verify looks at all files; if each fault names the key, it is another store's"
            )
        } catch {
            return .fault(what, said(error), next: "see the master key above")
        }
    }

    private func signsOn() async -> Finding {
        let what = "ledger key signed the newest checkpoint"
        do {
            let signer = try Keys.ledger(settings)
            let pool = settings.pool(.operator)
            let rows = try await pool.query(
                "SELECT note FROM casebridge.ledger_checkpoint ORDER BY size DESC LIMIT 1")
            await pool.close()
            guard let row = rows.first else { return .well(what) }
            _ = try Checkpoint.open(Array(try row.get("note", String.self).utf8), by: signer.verifierKey)
            return .well(what)
        } catch {
            return .fault(
                what, said(error),
                next:
                    "put the key back that signed before; a new one begins a new log, which partners must be told"
            )
        }
    }
}
