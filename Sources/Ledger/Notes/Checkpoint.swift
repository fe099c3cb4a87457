/// A log's size and root, as it is signed (C2SP tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    /// Which log: a URL without scheme, the same as the name of the log's key.
    public let origin: String
    /// The number of leaves.
    public let size: Int
    /// The Merkle tree hash over them.
    public let root: Hash256

    /// Takes what the log's store says.
    public init(origin: String, size: Int, root: Hash256) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads a note's text. Lines after the third are allowed and ignored. Throws
    /// `NoteError.malformedCheckpoint`.
    public init(parsing text: String) throws(NoteError) {
        let lines = text.linesByByte
        guard lines.count >= 4, lines.last == "", !lines.dropLast().contains(""),
            let size = Int(lines[1]), size >= 0, String(size) == lines[1],
            let root = Hash256(base64: lines[2])
        else { throw .malformedCheckpoint }
        self.init(origin: lines[0], size: size, root: root)
    }

    /// The three lines that are signed.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Signs the checkpoint. Throws `NoteError.otherOrigin` unless the key is named as the log.
    public func signed(by key: SignerKey) throws(NoteError) -> SignedNote {
        try requireOrigin(key.verifierKey)
        return try SignedNote(signing: text, by: key)
    }

    /// Reads a signed checkpoint and trusts it only with the log's own signature.
    /// Throws `NoteError` when malformed, of another log, unsigned or wrongly signed.
    public static func open(_ note: [UInt8], by logKey: VerifierKey) throws(NoteError) -> Checkpoint {
        let note = try SignedNote(parsing: note)
        _ = try note.verified(by: [logKey])
        let checkpoint = try Checkpoint(parsing: note.text)
        try checkpoint.requireOrigin(logKey)
        return checkpoint
    }

    private func requireOrigin(_ key: VerifierKey) throws(NoteError) {
        guard origin.utf8.elementsEqual(key.name.utf8) else { throw .otherOrigin(origin) }
    }
}
