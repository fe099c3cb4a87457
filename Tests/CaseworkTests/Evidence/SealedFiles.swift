import Crypto
import Foundation
import NIOCore

@testable import Casework

/// A store in a folder of its own, with one case's key.
struct SealedFiles: Sendable {
    let folder: TemporaryFolder
    let store: EvidenceStore
    let key: CaseKey

    init(_ folder: TemporaryFolder? = nil) throws {
        let master = SymmetricKey(size: .bits256)
        self.folder = try folder ?? TemporaryFolder()
        store = try EvidenceStore(folder: self.folder.url, masterKey: master)
        key = try Self.caseKey(under: master)
    }

    static func caseKey(under master: SymmetricKey) throws -> CaseKey {
        try CaseKey(unwrapping: Data(try CaseKey.newWrapped(by: master)), by: master)
    }

    /// Bytes that no two positions repeat in step.
    static func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    /// A stored file of that size and its path.
    func stored(_ count: Int) async throws -> (id: UUID, path: String) {
        let id = UUID()
        _ = try await store.write(id, key, OneChunk(Self.bytes(count)))
        return (id, store.path(id))
    }

    /// Reads the file after its sealed bytes were changed; nil when reading it is refused as damaged.
    func readAfter(_ file: (id: UUID, path: String), _ change: (inout [UInt8]) -> Void) async throws
        -> [UInt8]?
    {
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: file.path)))
        change(&bytes)
        try Data(bytes).write(to: URL(filePath: file.path))
        return try await read(file.id, key)
    }

    /// Nil when the file is damaged.
    func read(_ id: UUID, _ key: CaseKey) async throws -> [UInt8]? {
        do {
            return try await store.read(id, key)
        } catch EvidenceStoreError.damaged {
            return nil
        }
    }
}

/// The beginnings of the chunks of a sealed file, by the lengths that it states.
func chunkStarts(_ sealed: [UInt8]) -> [Int] {
    var starts: [Int] = []
    var position = SealedChunks.headerSize
    while position + 4 <= sealed.count {
        starts.append(position)
        position += 4 + sealed[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    return starts
}
