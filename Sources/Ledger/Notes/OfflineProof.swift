/// A `.tlog-proof` file: an inclusion proof and the signed checkpoint it leads to (C2SP tlog-proof).
public struct OfflineProof: Hashable, Sendable {
    /// The entry's place in the log, from 0.
    public let index: Int
    /// From the leaf's sibling up to the root's child.
    public let hashes: [Hash256]
    /// The signed checkpoint, byte for byte.
    public let checkpoint: [UInt8]

    /// Joins a proof and the signed checkpoint of the same size.
    public init(index: Int, hashes: [Hash256], checkpoint: [UInt8]) {
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Reads a proof file. Extra data are allowed and ignored, since nothing authenticates them.
    /// Throws `NoteError.malformedProof`; the checkpoint is read only when it is verified.
    public init(parsing bytes: [UInt8]) throws(NoteError) {
        let blank = bytes.indices.dropLast().first { bytes[$0] == 0x0a && bytes[$0 + 1] == 0x0a }
        guard let blank, let head = String(validating: bytes[..<blank], as: UTF8.self) else {
            throw .malformedProof
        }
        var lines = head.linesByByte[...]
        guard lines.popFirst() == OfflineProof.tag else { throw .malformedProof }
        if let line = lines.first, line.hasPrefix("extra ") {
            guard Base64.decode(line.dropFirst("extra ".count)) != nil else { throw .malformedProof }
            lines = lines.dropFirst()
        }
        guard let line = lines.popFirst(), let index = OfflineProof.index(line), lines.count < 64 else {
            throw .malformedProof
        }
        let hashes = lines.compactMap { Hash256(base64: $0) }
        guard hashes.count == lines.count else { throw .malformedProof }
        self.init(index: index, hashes: hashes, checkpoint: Array(bytes[(blank + 2)...]))
    }

    /// The file's bytes.
    public var encoded: [UInt8] {
        let lines = [OfflineProof.tag, "index \(index)"] + hashes.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint
    }

    /// The checkpoint under which the entry stands. Throws `NoteError` when the log's key did not sign it,
    /// `ProofError` when the proof does not lead there.
    public func verify(entry: [UInt8], logKey: VerifierKey) throws -> Checkpoint {
        let checkpoint = try Checkpoint.open(checkpoint, by: logKey)
        let proof = InclusionProof(index: index, size: checkpoint.size, hashes: hashes)
        try proof.verify(entry: entry, root: checkpoint.root)
        return checkpoint
    }

    private static let tag = "c2sp.org/tlog-proof@v1"

    private static func index(_ line: String) -> Int? {
        guard line.hasPrefix("index ") else { return nil }
        let digits = line.dropFirst("index ".count)
        guard let index = Int(digits), index >= 0, String(index) == digits else { return nil }
        return index
    }
}
