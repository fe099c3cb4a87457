import Crypto
import Foundation

/// A public key with the name it signs under: `name+hex(id)+base64(type ‖ key)` (C2SP signed-note).
public struct VerifierKey: Hashable, Sendable {
    /// How the key signs; the raw value is the type byte.
    public enum Algorithm: UInt8, Sendable {
        /// Ed25519 over the note's text: a log or a sender.
        case ed25519 = 0x01
        /// Ed25519 over a time and a checkpoint's text: a witness (C2SP tlog-cosignature).
        case cosignature = 0x04
    }

    /// The name, for a log the same as its origin.
    public let name: String
    /// How the key signs.
    public let algorithm: Algorithm
    /// 32 bytes of Ed25519.
    public let publicKey: [UInt8]
    /// The first 4 bytes of the hash over name, type and key.
    public let id: UInt32

    /// Takes a name without spaces or plus signs and 32 bytes; throws `NoteError.malformedKey` otherwise.
    public init(name: String, algorithm: Algorithm, publicKey: [UInt8]) throws(NoteError) {
        guard KeyName.isValid(name), publicKey.count == 32 else { throw .malformedKey }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        id = KeyName.id(name, algorithm, publicKey)
    }

    /// Reads a verifier key's text. Throws `NoteError` when malformed, of unknown type or with another id.
    public init(parsing text: some StringProtocol) throws(NoteError) {
        let parts = try KeyName.parse(text)
        guard let algorithm = Algorithm(rawValue: parts.key[0]) else { throw .unknownKeyType(parts.key[0]) }
        try self.init(name: parts.name, algorithm: algorithm, publicKey: Array(parts.key.dropFirst()))
        guard KeyName.hex(id) == parts.id else { throw .malformedKey }
    }

    /// The key's text, to publish and to give to others.
    public var encoded: String {
        "\(name)+\(KeyName.hex(id))+\(Base64.encode([algorithm.rawValue] + publicKey))"
    }

    /// Whether the signature line's bytes (after the key id) are this key's signature of the text.
    func accepts(_ signature: [UInt8], of text: String) -> Bool {
        switch algorithm {
        case .ed25519:
            return isSignature(signature[...], of: text)
        case .cosignature:
            guard let seconds = cosignatureTime(signature) else { return false }
            return isSignature(signature.dropFirst(8), of: VerifierKey.cosigned(text, seconds: seconds))
        }
    }

    /// The seconds since 1970 before a cosignature; nil for another kind of key or a wrong length.
    func cosignatureTime(_ signature: [UInt8]) -> Int64? {
        guard algorithm == .cosignature, signature.count == 72 else { return nil }
        let seconds: UInt64 = BigEndian.number(signature.prefix(8))
        return Int64(exactly: seconds)
    }

    /// What a witness signs.
    static func cosigned(_ text: String, seconds: Int64) -> String {
        "cosignature/v1\ntime \(seconds)\n\(text)"
    }

    private func isSignature(_ signature: ArraySlice<UInt8>, of text: String) -> Bool {
        guard signature.count == 64,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: Data(text.utf8))
    }
}
