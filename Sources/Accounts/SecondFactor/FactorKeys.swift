import Crypto
import Foundation

/// A secret that cannot be opened: another master key, another account, or changed bytes.
public struct UnreadableFactor: Error, CustomStringConvertible {
    /// One sentence for the log.
    public var description: String { "a second factor cannot be opened with this master key" }
}

/// Keeps second factors: seals secrets for the database, and hashes recovery codes so that the database alone does not
/// say which text makes a hash. Both keys are derived from the installation's master key (HKDF, RFC 5869).
public struct FactorKeys: Sendable {
    private let sealing: SymmetricKey
    private let hashing: SymmetricKey

    /// Keys below the master key, which stays outside the database.
    public init(master: SymmetricKey) {
        sealing = Self.derive(master, "casebridge-second-factor-v1")
        hashing = Self.derive(master, "casebridge-recovery-code-v1")
    }

    private static func derive(_ master: SymmetricKey, _ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Data(purpose.utf8), outputByteCount: 32)
    }

    /// Nonce, ciphertext and tag of AES-256-GCM, bound to the account: moved to another row it opens nothing.
    public func seal(_ secret: FactorSecret, for account: UUID) throws -> [UInt8] {
        let box = try AES.GCM.seal(secret.bytes, using: sealing, authenticating: Self.name(account))
        guard let combined = box.combined else { throw UnreadableFactor() }
        return Array(combined)
    }

    /// The secret again; throws `UnreadableFactor`.
    public func open(_ sealed: Data, for account: UUID) throws -> FactorSecret {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return FactorSecret(
                bytes: try AES.GCM.open(box, using: sealing, authenticating: Self.name(account)))
        } catch {
            throw UnreadableFactor()
        }
    }

    /// What is stored of a recovery code.
    public func hash(_ code: RecoveryCode, of account: UUID) -> [UInt8] {
        var message = Self.name(account)
        message.append(Data(code.plain.utf8))
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: hashing))
    }

    /// The same of several, one behind the other, 32 bytes each.
    public func hashes(_ codes: [RecoveryCode], of account: UUID) -> [UInt8] {
        codes.flatMap { hash($0, of: account) }
    }

    private static func name(_ account: UUID) -> Data {
        Data("casebridge-second-factor-v1|\(account.uuidString.lowercased())|".utf8)
    }
}
