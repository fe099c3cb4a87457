import Crypto
import Foundation
import Ledger

/// The two keys that lie outside the database.
enum Keys {
    static func master(_ settings: Settings) throws -> SymmetricKey {
        let text = try read(settings.masterKeyFile, "CASEBRIDGE_MASTER_KEY_FILE", "master")
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else {
            throw CommandFailure(.configuration, "the master key's file holds no key of 32 bytes in base64")
        }
        return SymmetricKey(data: bytes)
    }

    static func ledger(_ settings: Settings) throws -> SignerKey {
        let text = try read(settings.ledgerKeyFile, "CASEBRIDGE_LEDGER_KEY_FILE", "ledger")
        do {
            return try SignerKey(parsing: text)
        } catch {
            throw CommandFailure(.configuration, "the ledger key's file holds no signer key")
        }
    }

    private static func read(_ path: String?, _ name: String, _ kind: String) throws -> String {
        guard let path else {
            throw CommandFailure(
                .configuration, "\(name) is not set: casebridge key create \(kind) --file FILE makes one")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure(.configuration, "\(name) names a file that cannot be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
