import Testing

@testable import Ledger

private let specificationKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
private let specificationNote = """
    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

    """

private func key(_ name: String = "casebridge.example/log") throws -> SignerKey {
    try SignerKey.generate(name: name, algorithm: .ed25519)
}

@Test func `the note of the specification is accepted under its key and written again byte for byte`() throws
{
    let note = try SignedNote(parsing: Array(specificationNote.utf8))
    let verifier = try VerifierKey(parsing: specificationKey)
    #expect(note.text == "This is an example message.\n")
    #expect(try note.verified(by: [verifier]) == [SignedNote.Verified(key: verifier, cosignedAt: nil)])
    #expect(note.encoded == Array(specificationNote.utf8))
    #expect(verifier.encoded == specificationKey)
}

@Test func `a changed text or signature under a known key is refused`() throws {
    let verifier = try VerifierKey(parsing: specificationKey)
    for (old, new) in [
        ("example message", "Example message"), ("Uw2QOkn8", "Uw2QOkn9"), ("message.\n", "message.\n\nx\n"),
    ] {
        let spoiled = try SignedNote(parsing: Array(specificationNote.replacing(old, with: new).utf8))
        #expect(throws: NoteError.wrongSignature(keyName: "example.com/foo")) {
            try spoiled.verified(by: [verifier])
        }
    }
}

@Test func `unknown signatures are ignored, and a note that no known key signed is refused`() throws {
    let (log, other) = (try key(), try key("other.example/log"))
    let note = try SignedNote(signing: "text\n", by: other).cosigned(by: log, seconds: 0)
    #expect(try note.verified(by: [log.verifierKey]).map(\.key) == [log.verifierKey])
    #expect(throws: NoteError.unsigned) { try note.verified(by: []) }
    let namesake = try key()
    #expect(throws: NoteError.unsigned) { try note.verified(by: [namesake.verifierKey]) }
}

@Test func `one failing signature of a known key rejects the note even beside a good one`() throws {
    let log = try key()
    let note = try SignedNote(signing: "text\n", by: log)
    let other = try SignedNote(signing: "other\n", by: log)
    let mixed = SignedNote(text: note.text, signatures: note.signatures + other.signatures)
    #expect(throws: NoteError.wrongSignature(keyName: "casebridge.example/log")) {
        try mixed.verified(by: [log.verifierKey])
    }
}

@Test func `a witness's cosignature is accepted with its time, and with no other time`() throws {
    let log = try key()
    let witness = try SignerKey.generate(name: "witness.example/w1", algorithm: .cosignature)
    let checkpoint = Checkpoint(origin: log.verifierKey.name, size: 3, root: .zero)
    let note = try checkpoint.signed(by: log).cosigned(by: witness, seconds: 1_679_315_147)
    let read = try SignedNote(parsing: note.encoded)
    let verified = try read.verified(by: [log.verifierKey, witness.verifierKey])
    #expect(verified.map(\.cosignedAt) == [nil, 1_679_315_147])
    var bytes = note.signatures[1].bytes
    bytes[7] ^= 1
    let moved = SignedNote.Signature(
        keyName: "witness.example/w1", keyID: witness.verifierKey.id, bytes: bytes)
    let spoiled = SignedNote(text: note.text, signatures: [note.signatures[0], moved])
    #expect(throws: NoteError.wrongSignature(keyName: "witness.example/w1")) {
        try spoiled.verified(by: [witness.verifierKey])
    }
    #expect(throws: NoteError.timeOutOfRange) { try note.cosigned(by: witness, seconds: -1) }
    #expect(try Checkpoint.open(note.encoded, by: log.verifierKey) == checkpoint)
}

@Test func `malformed notes are refused`() throws {
    let line = "— a.example/k AAAAAAA=\n"
    let malformed = [
        "", "\n", "text\n", "text\n\n", "text\n\nno dash\n", "text\n\n\(line.dropLast())", "text\n\(line)",
        "te\rxt\n\n\(line)", "te\0xt\n\n\(line)", "text\n\n\(line)\n", "text\n\n— a.example/k\n",
        "text\n\n— a.example/k AAAA\n", "text\n\n— a+b AAAAAAA=\n", "text\n\n—  AAAAAAA=\n",
        "text\n\n- a.example/k AAAAAAA=\n", "text\n\n— a.example/k AAAAAAB=\n",
        "text\n\n— a.example/k AAAAAAA=  \n",
        "text\n\n— a\u{00a0}b AAAAAAA=\n", "text\n\n" + String(repeating: line, count: 101),
    ]
    for text in malformed {
        #expect(throws: NoteError.self, "\(text)") { try SignedNote(parsing: Array(text.utf8)) }
    }
    #expect(throws: NoteError.malformedNote) {
        try SignedNote(parsing: [0xff, 0x0a, 0x0a] + Array(line.utf8))
    }
    #expect(throws: NoteError.malformedNote) {
        try SignedNote(parsing: [UInt8](repeating: 0x61, count: 1_000_001) + Array("\n\n\(line)".utf8))
    }
    #expect(try SignedNote(parsing: Array("text\n\n\(line)".utf8)).signatures.count == 1)
}

@Test(arguments: ["", "text", "te\rxt\n", "te\txt\n"])
func `a text that is no note's is not signed`(text: String) throws {
    #expect(throws: NoteError.malformedText) { try SignedNote(signing: text, by: try key()) }
}

@Test func `a signer key reads back, signs the same and never prints its secret`() throws {
    let signer = try key()
    let read = try SignerKey(parsing: signer.encodedSecret)
    #expect(read.verifierKey == signer.verifierKey)
    let note = try SignedNote(signing: "text\n", by: read)
    #expect(try note.verified(by: [signer.verifierKey]).count == 1)
    let secret = try #require(signer.encodedSecret.split(separator: "+").last).prefix(12)
    var dumped = ""
    dump(signer, to: &dumped)
    #expect(!"\(signer) \(String(reflecting: signer)) \(dumped)".contains(secret))
}

@Test func `malformed keys are refused without being quoted`() throws {
    let signer = try key()
    let secret = signer.encodedSecret
    let malformed = [
        "", "PRIVATE+KEY+", secret.replacing("PRIVATE", with: "private"), String(secret.dropLast()),
        secret.replacing("casebridge", with: "otherbridge"), secret + "A", secret + "\n",
    ]
    for text in malformed {
        #expect(throws: NoteError.malformedKey) { try SignerKey(parsing: text) }
    }
    let other = [
        specificationKey.replacing("530d903a", with: "530d903b"),
        specificationKey.replacing("530d903a", with: "530D903A"),
        specificationKey.replacing("/foo", with: "/fo o"), "a+b", specificationKey + "=",
        " \(specificationKey)",
    ]
    for text in other {
        #expect(throws: NoteError.malformedKey, "\(text)") { try VerifierKey(parsing: text) }
    }
    #expect(throws: NoteError.unknownKeyType(2)) {
        try VerifierKey(
            parsing: "a.example+00000000+" + Base64.encode([2] + [UInt8](repeating: 0, count: 32)))
    }
    #expect(throws: NoteError.malformedKey) { try key("with space") }
    #expect(throws: NoteError.malformedKey) { try key("with+plus") }
}
