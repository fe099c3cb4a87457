import Crypto
import Foundation
import Web

/// The key of one case's files: 256 bits, kept in the database only as wrapped by the installation's master key.
/// Destroying the wrapped key erases every file of the case and breaks no chain.
struct CaseKey: Sendable {
    let key: SymmetricKey

    private static let purpose = Data("casebridge-case-key-v1".utf8)

    /// A new random key, wrapped: nonce, ciphertext and tag of AES-256-GCM.
    static func newWrapped(by master: SymmetricKey) throws -> [UInt8] {
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let box = try AES.GCM.seal(secret, using: master, authenticating: purpose)
        guard let combined = box.combined else { throw Refusal.unforeseen }
        return Array(combined)
    }

    /// Unwraps; throws when the master key is another one or the bytes were changed.
    init(unwrapping wrapped: Data, by master: SymmetricKey) throws {
        let secret = try AES.GCM.open(
            try AES.GCM.SealedBox(combined: wrapped), using: master, authenticating: Self.purpose)
        key = SymmetricKey(data: secret)
    }
}
