import Foundation
import Testing

@testable import Ledger

/// Go's own checksum-database packages judge our log: nobody here wrote them.
@Suite(.enabled(if: GoVerifier.isInstalled, "golang-go or golang-golang-x-mod-dev is not installed"))
struct IndependentVerifierTests {
    private let key: SignerKey
    private let folder: TemporaryFolder
    private let go: GoVerifier

    init() throws {
        key = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
        folder = try TemporaryFolder()
        go = try GoVerifier.built.get()
    }

    @Test(arguments: [1, 2, 255, 256, 257, 1000, 70_000])
    func `Go accepts a log of any size, its growth and its offline proofs`(size: Int) async throws {
        var log = try MemoryLog(count: size / 2)
        let old = try folder.write("old", try checkpoint(log))
        try log.add((size / 2..<size).map(MemoryLog.entry))
        try store(log)
        let growth = try await log.tree(size: size).consistencyProof(from: size / 2)
        let index = size - 1 - size / 3
        let path = try await log.tree(size: size).inclusionProof(index: index)
        let proof = OfflineProof(index: index, hashes: path.hashes, checkpoint: try checkpoint(log))
        let arguments = [
            "-every", size > 1000 ? "997" : "1",
            "-proof", try folder.write("proof", proof.encoded), "-entry", Hex.encode(log.entries[index]),
        ]
        let consistency = [
            "-old", old, "-consistency",
            try folder.write("growth", Array(growth.hashes.map(\.base64).joined(separator: "\n").utf8)),
        ]
        // An empty tree has no proof in Go's package; ours says that anything grew from it.
        let outcome = try verify(arguments + (size > 1 ? consistency : []))
        #expect(outcome.complaint.isEmpty)
        #expect(outcome.output == "accepted \(size) \(log.root.base64)\n")
    }

    @Test func `Go refuses a log in which one entry, one tile or the checkpoint was altered`() throws {
        let log = try MemoryLog(count: 600)
        try store(log)
        #expect(try verify([]).status == 0)
        for path in [
            "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001", "checkpoint",
        ] {
            let files = try log.files(key: key)
            var bytes = try #require(files[path])
            bytes[bytes.count / 2] ^= 1
            _ = try folder.write("log/\(path)", bytes)
            let outcome = try verify([])
            #expect(outcome.status == 1, "\(path)")
            #expect(outcome.complaint.hasPrefix("refused: "))
            try store(log)
        }
    }

    @Test func `Go refuses a log that was rewritten since an older checkpoint, and a key that did not sign`()
        throws
    {
        let old = try folder.write("old", try checkpoint(try MemoryLog(count: 300)))
        var rewritten = MemoryLog()
        try rewritten.add([[1]] + (1..<600).map(MemoryLog.entry))
        try store(rewritten)
        #expect(try verify([]).status == 0)
        #expect(try verify(["-old", old]).complaint.hasPrefix("refused: consistency"))
        let stranger = try SignerKey.generate(name: "casebridge.example/log", algorithm: .ed25519)
        let outcome = try go.run(["-key", stranger.verifierKey.encoded, "-log", logFolder])
        #expect(outcome.complaint.hasPrefix("refused: checkpoint"))
    }

    @Test func `Go refuses an offline proof of another entry`() async throws {
        let log = try MemoryLog(count: 300)
        let path = try await log.tree(size: 300).inclusionProof(index: 7)
        let proof = OfflineProof(index: 7, hashes: path.hashes, checkpoint: try checkpoint(log))
        let file = try folder.write("proof", proof.encoded)
        let arguments = ["-key", key.verifierKey.encoded, "-proof", file, "-entry"]
        #expect(try go.run(arguments + [Hex.encode(log.entries[7])]).status == 0)
        #expect(try go.run(arguments + [Hex.encode(log.entries[8])]).complaint.hasPrefix("refused: offline"))
    }

    private var logFolder: String { folder.url.appending(path: "log").path }

    private func checkpoint(_ log: MemoryLog) throws -> [UInt8] {
        let checkpoint = Checkpoint(origin: key.verifierKey.name, size: log.entries.count, root: log.root)
        return try checkpoint.signed(by: key).encoded
    }

    private func store(_ log: MemoryLog) throws {
        for (path, bytes) in try log.files(key: key) { _ = try folder.write("log/\(path)", bytes) }
    }

    private func verify(_ arguments: [String]) throws -> OutsideProgram.Outcome {
        try go.run(["-key", key.verifierKey.encoded, "-log", logFolder] + arguments)
    }
}

/// Tests/independent/verify.go, compiled once a test run.
struct GoVerifier: Sendable {
    private let folder: TemporaryFolder
    private var program: URL { folder.url.appending(path: "verify") }

    static let isInstalled =
        OutsideProgram.find("go") != nil
        && FileManager.default.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")

    static let built = Result { try GoVerifier() }

    private init() throws {
        folder = try TemporaryFolder()
        let source = OutsideProgram.repository.appending(path: "Tests/independent/verify.go").path
        let outcome = try OutsideProgram.run(
            try #require(OutsideProgram.find("go")),
            ["build", "-o", folder.url.appending(path: "verify").path, source],
            environment: ["GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""])
        try #require(outcome.status == 0, "\(outcome.complaint)")
    }

    func run(_ arguments: [String]) throws -> OutsideProgram.Outcome {
        try OutsideProgram.run(program, arguments)
    }
}
