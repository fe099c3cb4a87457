/// A text and the signatures below it (C2SP signed-note). Trust the text only through `verified(by:)`.
public struct SignedNote: Hashable, Sendable {
    /// What is signed, with its last newline.
    public let text: String
    /// The signature lines, in their order.
    public let signatures: [Signature]

    /// One signature line.
    public struct Signature: Hashable, Sendable {
        /// The name it claims.
        public let keyName: String
        /// The key id it claims.
        public let keyID: UInt32
        /// What follows the key id; its form depends on the key.
        public let bytes: [UInt8]
    }

    /// A signature that a known key made.
    public struct Verified: Hashable, Sendable {
        /// The key.
        public let key: VerifierKey
        /// When a witness signed, in seconds since 1970; nil for other keys.
        public let cosignedAt: Int64?
    }

    /// Signs a text that ends with a newline. Throws `NoteError.malformedText` for any other.
    public init(signing text: String, by key: SignerKey) throws(NoteError) {
        guard text.utf8.last == 0x0a, SignedNote.isPlain(text.utf8) else { throw .malformedText }
        try self.init(text: text, signatures: [], adding: key, seconds: 0)
    }

    /// Adds a witness's line; `seconds` since 1970 is when the witness saw the checkpoint.
    public func cosigned(by key: SignerKey, seconds: Int64) throws(NoteError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures, adding: key, seconds: seconds)
    }

    /// Every signature by one of the keys; unknown ones are ignored.
    /// Throws `NoteError` when a known key's signature fails, and when none of the keys signed.
    public func verified(by keys: [VerifierKey]) throws(NoteError) -> [Verified] {
        var found: [Verified] = []
        for signature in signatures {
            guard let key = keys.first(where: signature.claims) else { continue }
            guard key.accepts(signature.bytes, of: text) else { throw .wrongSignature(keyName: key.name) }
            found.append(Verified(key: key, cosignedAt: key.cosignatureTime(signature.bytes)))
        }
        guard !found.isEmpty else { throw .unsigned }
        return found
    }

    /// The note's bytes.
    public var encoded: [UInt8] {
        let lines = signatures.map { signature in
            "— \(signature.keyName) \(Base64.encode(BigEndian.bytes(signature.keyID) + signature.bytes))\n"
        }
        return Array("\(text)\n\(lines.joined())".utf8)
    }

    init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// No control character but the newline.
    static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0a }
    }

    private init(
        text: String, signatures: [Signature], adding key: SignerKey, seconds: Int64
    ) throws(NoteError) {
        let (name, id) = (key.verifierKey.name, key.verifierKey.id)
        let line = Signature(keyName: name, keyID: id, bytes: try key.signature(of: text, seconds: seconds))
        self.init(text: text, signatures: signatures + [line])
    }
}

extension SignedNote.Signature {
    /// Name and id must both be the key's, byte for byte: names that look equal are not the same name.
    func claims(_ key: VerifierKey) -> Bool {
        keyID == key.id && keyName.utf8.elementsEqual(key.name.utf8)
    }
}
