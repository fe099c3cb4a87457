import Testing

@testable import Ledger

private let root = Hash256(of: [1])

@Test func `a checkpoint is three lines and reads back under its log's key only`() throws {
    let log = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
    let checkpoint = Checkpoint(origin: "casebridge.example/log", size: 12, root: root)
    #expect(checkpoint.text == "casebridge.example/log\n12\n\(root.base64)\n")
    let note = try checkpoint.signed(by: log).encoded
    #expect(try Checkpoint.open(note, by: log.verifierKey) == checkpoint)
    let stranger = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
    #expect(throws: NoteError.unsigned) { try Checkpoint.open(note, by: stranger.verifierKey) }
}

@Test func `a key of another name neither signs nor vouches for a log`() throws {
    let log = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
    let other = Checkpoint(origin: "other.example/log", size: 1, root: root)
    #expect(throws: NoteError.otherOrigin("other.example/log")) { try other.signed(by: log) }
    let note = try SignedNote(signing: other.text, by: log)
    #expect(throws: NoteError.otherOrigin("other.example/log")) {
        try Checkpoint.open(note.encoded, by: log.verifierKey)
    }
}

@Test func `a larger size under the same signature is refused`() throws {
    let log = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
    let note = try Checkpoint(origin: "casebridge.example/log", size: 12, root: root).signed(by: log)
    let forged = String(decoding: note.encoded, as: UTF8.self).replacing("\n12\n", with: "\n13\n")
    #expect(throws: NoteError.wrongSignature(keyName: "casebridge.example/log")) {
        try Checkpoint.open(Array(forged.utf8), by: log.verifierKey)
    }
}

@Test func `malformed checkpoints are refused and further lines are ignored`() throws {
    let good = "a.example\n12\n\(root.base64)\n"
    #expect(try Checkpoint(parsing: good + "more\n") == Checkpoint(parsing: good))
    let malformed = [
        "", "\n\n\n", "a.example\n12\n", "a.example\n12\n\(root.base64)", "\n12\n\(root.base64)\n",
        "a.example\n012\n\(root.base64)\n", "a.example\n-1\n\(root.base64)\n",
        "a.example\n+1\n\(root.base64)\n",
        "a.example\n1\n\(root.base64.dropLast())\n", "a.example\n1\n\(root.hex)\n", "\(good)\n",
        "\(good)more\n\nx\n",
        "a.example\n99999999999999999999\n\(root.base64)\n",
    ]
    for text in malformed {
        #expect(throws: NoteError.malformedCheckpoint, "\(text)") { try Checkpoint(parsing: text) }
    }
}

@Test func `an offline proof reads back and convinces for its entry alone`() async throws {
    let log = try MemoryLog(count: 300)
    let key = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
    let checkpoint = Checkpoint(origin: "casebridge.example/log", size: 300, root: log.root)
    let note = try checkpoint.signed(by: key).encoded
    for index in [0, 1, 255, 256, 299] {
        let path = try await log.tree(size: 300).inclusionProof(index: index)
        let proof = OfflineProof(index: index, hashes: path.hashes, checkpoint: note)
        let read = try OfflineProof(parsing: proof.encoded)
        #expect(read == proof)
        #expect(try read.verify(entry: log.entries[index], logKey: key.verifierKey) == checkpoint)
        #expect(throws: ProofError.self) { try read.verify(entry: [0], logKey: key.verifierKey) }
        let moved = OfflineProof(index: index ^ 1, hashes: path.hashes, checkpoint: note)
        #expect(throws: ProofError.self) {
            try moved.verify(entry: log.entries[index], logKey: key.verifierKey)
        }
    }
    let stranger = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
    let lone = OfflineProof(index: 0, hashes: [], checkpoint: note)
    #expect(throws: NoteError.unsigned) { try lone.verify(entry: [], logKey: stranger.verifierKey) }
}

@Test func `an offline proof of a log with one entry has no hashes`() throws {
    let proof = OfflineProof(index: 0, hashes: [], checkpoint: Array("checkpoint\n".utf8))
    #expect(
        String(decoding: proof.encoded, as: UTF8.self) == "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n")
    #expect(try OfflineProof(parsing: proof.encoded) == proof)
}

@Test func `extra data of an offline proof are read over`() throws {
    let text = "c2sp.org/tlog-proof@v1\nextra AAECAw==\nindex 5\n\(root.base64)\n\ncheckpoint\n"
    let proof = try OfflineProof(parsing: Array(text.utf8))
    #expect(proof == OfflineProof(index: 5, hashes: [root], checkpoint: Array("checkpoint\n".utf8)))
}

@Test(arguments: [
    "", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n\nx\n", "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n",
    "c2sp.org/tlog-proof@v1\nindex 00\n\nx\n", "c2sp.org/tlog-proof@v1\nindex -1\n\nx\n", "\n\n",
    "c2sp.org/tlog-proof@v1\nindex +1\n\nx\n", "c2sp.org/tlog-proof@v1\nindex\n\nx\n",
    "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nx\n", "c2sp.org/tlog-proof@v1\nextra ?\nindex 1\n\nx\n",
    "c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA\n\nx\n", "c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\nx\n",
])
func `malformed offline proofs are refused`(text: String) {
    #expect(throws: NoteError.malformedProof) { try OfflineProof(parsing: Array(text.utf8)) }
}
