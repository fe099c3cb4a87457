import Crypto
import Foundation

/// A private Ed25519 key with its name: `PRIVATE+KEY+name+hex(id)+base64(type ‖ seed)`.
/// Printing it shows its name alone.
public struct SignerKey: Sendable {
    /// The public half, to publish.
    public let verifierKey: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new random key; throws `NoteError.malformedKey` for a name with spaces or plus signs.
    public static func generate(
        name: String, algorithm: VerifierKey.Algorithm
    ) throws(NoteError) -> SignerKey {
        try SignerKey(name: name, algorithm: algorithm, key: Curve25519.Signing.PrivateKey())
    }

    /// Reads a signer key's text, as a key file holds it; throws `NoteError` without ever quoting it.
    public init(parsing text: some StringProtocol) throws(NoteError) {
        let prefix = "PRIVATE+KEY+"
        guard text.hasPrefix(prefix) else { throw .malformedKey }
        let parts = try KeyName.parse(text.dropFirst(prefix.count))
        guard let algorithm = VerifierKey.Algorithm(rawValue: parts.key[0]) else {
            throw .unknownKeyType(parts.key[0])
        }
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: parts.key.dropFirst()) else {
            throw .malformedKey
        }
        try self.init(name: parts.name, algorithm: algorithm, key: key)
        guard KeyName.hex(verifierKey.id) == parts.id else { throw .malformedKey }
    }

    /// The key's text: a secret, to be written to a file that only the worker reads.
    public var encodedSecret: String {
        let secret = Base64.encode([verifierKey.algorithm.rawValue] + Array(key.rawRepresentation))
        return "PRIVATE+KEY+\(verifierKey.name)+\(KeyName.hex(verifierKey.id))+\(secret)"
    }

    /// The signature line's bytes over a text, without the key id; `seconds` since 1970 only for a witness.
    func signature(of text: String, seconds: Int64) throws(NoteError) -> [UInt8] {
        switch verifierKey.algorithm {
        case .ed25519:
            return try sign(text)
        case .cosignature:
            guard seconds >= 0 else { throw .timeOutOfRange }
            return BigEndian.bytes(seconds) + (try sign(VerifierKey.cosigned(text, seconds: seconds)))
        }
    }

    private init(
        name: String, algorithm: VerifierKey.Algorithm, key: Curve25519.Signing.PrivateKey
    ) throws(NoteError) {
        self.key = key
        let publicKey = Array(key.publicKey.rawRepresentation)
        verifierKey = try VerifierKey(name: name, algorithm: algorithm, publicKey: publicKey)
    }

    private func sign(_ text: String) throws(NoteError) -> [UInt8] {
        guard let signature = try? key.signature(for: Data(text.utf8)) else { throw .malformedKey }
        return Array(signature)
    }
}

extension SignerKey: CustomStringConvertible, CustomReflectable {
    /// The name and three dots.
    public var description: String { "\(verifierKey.name) •••" }

    /// The public half only, so that a dump shows no secret.
    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey]) }
}
