import Crypto
import Foundation
import NIOCore
import Testing

@testable import Casework

@Suite struct EvidenceStoreTests {
    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 5_000_000])
    func `what was stored is read again`(count: Int) async throws {
        let files = try SealedFiles()
        let bytes = SealedFiles.bytes(count)
        let id = UUID()
        let stored = try await files.store.write(id, files.key, OneChunk(bytes))
        #expect(stored.size == Int64(count))
        #expect(stored.sha256 == Array(SHA256.hash(data: bytes)))
        #expect(try await files.store.read(id, files.key) == bytes)
    }

    @Test(arguments: [1, 1_000, 65_535, 65_537])
    func `pieces of any size give the same file`(piece: Int) async throws {
        let files = try SealedFiles()
        let bytes = SealedFiles.bytes(200_000)
        let id = UUID()
        let pieces = stride(from: 0, to: bytes.count, by: piece == 1 ? 997 : piece).map { start in
            ByteBuffer(bytes: bytes[start..<min(start + (piece == 1 ? 997 : piece), bytes.count)])
        }
        let stored = try await files.store.write(id, files.key, Pieces(pieces, ending: nil))
        #expect(stored.sha256 == Array(SHA256.hash(data: bytes)))
        #expect(try await files.store.read(id, files.key) == bytes)
    }

    @Test func `nothing of the content stands in the file`() async throws {
        let files = try SealedFiles()
        let id = UUID()
        let secret = Array(String(repeating: "the witness is Nadia ", count: 5_000).utf8)
        _ = try await files.store.write(id, files.key, OneChunk(secret))
        let onDisk = try Data(contentsOf: URL(filePath: files.store.path(id)))
        #expect(onDisk.range(of: Data("Nadia".utf8)) == nil)
    }

    @Test func `only the owner of the server may open the file`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(10)
        let facts = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
    }

    @Test func `an upload that fails leaves no file`() async throws {
        let files = try SealedFiles()
        await #expect(throws: CutShort.self) {
            let pieces = [ByteBuffer(bytes: SealedFiles.bytes(200_000))]
            _ = try await files.store.write(UUID(), files.key, Pieces(pieces, ending: CutShort()))
        }
        #expect(files.folder.files == [])
    }

    @Test func `an upload whose task is cancelled leaves no file`() async throws {
        let files = try SealedFiles()
        let upload = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await files.store.write(
                UUID(), files.key, Pieces([ByteBuffer(bytes: [1])], ending: nil))
        }
        await #expect(throws: (any Error).self) { _ = try await upload.value }
        let later = Task {
            let pieces = CancellingPieces(first: ByteBuffer(bytes: SealedFiles.bytes(100_000)))
            return try await files.store.write(UUID(), files.key, pieces)
        }
        await #expect(throws: (any Error).self) { _ = try await later.value }
        #expect(files.folder.files == [])
    }

    @Test func `an id is written once`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(10)
        await #expect(throws: EvidenceStoreError.self) {
            _ = try await files.store.write(file.id, files.key, OneChunk([9]))
        }
        #expect(try await files.store.read(file.id, files.key) == SealedFiles.bytes(10))
        #expect(files.folder.files == [file.id.uuidString.lowercased()])
    }

    @Test func `of two writers of one id the second is refused`() async throws {
        let files = try SealedFiles()
        let id = UUID()
        let nested = WritingPieces(files: files, id: id)
        _ = try await files.store.write(id, files.key, nested)
        #expect(try await files.store.read(id, files.key) == [1, 2, 3])
        #expect(files.folder.files == [id.uuidString.lowercased()])
    }

    @Test func `a file that is not there is missing, not empty`() async throws {
        let files = try SealedFiles()
        await #expect { try await files.store.read(UUID(), files.key) } throws: { error in
            if case EvidenceStoreError.missing = error { true } else { false }
        }
    }

    @Test func `removing takes the file away, also in a cancelled task`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(10)
        await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            await files.store.remove(file.id)
        }.value
        #expect(files.folder.files == [])
    }
}

/// The sender broke off.
struct CutShort: Error {}

/// Pieces as an upload brings them, and how it ends.
struct Pieces: AsyncSequence, AsyncIteratorProtocol, Sendable {
    private var pieces: [ByteBuffer]
    private let ending: CutShort?

    init(_ pieces: [ByteBuffer], ending: CutShort?) {
        (self.pieces, self.ending) = (pieces.reversed(), ending)
    }

    func makeAsyncIterator() -> Pieces { self }

    mutating func next() async throws -> ByteBuffer? {
        if let piece = pieces.popLast() { return piece }
        if let ending { throw ending }
        return nil
    }
}

/// A sender who hangs up after his first piece.
struct CancellingPieces: AsyncSequence, AsyncIteratorProtocol, Sendable {
    var first: ByteBuffer?

    func makeAsyncIterator() -> CancellingPieces { self }

    mutating func next() async throws -> ByteBuffer? {
        defer { first = nil }
        if first == nil { withUnsafeCurrentTask { $0?.cancel() } }
        return first ?? ByteBuffer(bytes: [1])
    }
}

/// Tries to write the same id again in the middle of its own upload.
struct WritingPieces: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let files: SealedFiles
    let id: UUID
    var isDone = false

    init(files: SealedFiles, id: UUID) { (self.files, self.id) = (files, id) }

    func makeAsyncIterator() -> WritingPieces { self }

    mutating func next() async throws -> ByteBuffer? {
        guard !isDone else { return nil }
        isDone = true
        await #expect(throws: EvidenceStoreError.self) {
            _ = try await files.store.write(id, files.key, OneChunk([9]))
        }
        return ByteBuffer(bytes: [1, 2, 3])
    }
}
