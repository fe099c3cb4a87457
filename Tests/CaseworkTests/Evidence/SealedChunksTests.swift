import Crypto
import Foundation
import Testing

@testable import Casework

@Suite struct SealedChunksTests {
    @Test func `a byte changed anywhere is found`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(40)
        let size = try Data(contentsOf: URL(filePath: file.path)).count
        for position in 0..<size {
            let read = try await files.readAfter(file) { $0[position] ^= 1 }
            #expect(read == nil, "byte \(position)")
            _ = try await files.readAfter(file) { $0[position] ^= 1 }
        }
        #expect(try await files.store.read(file.id, files.key) == SealedFiles.bytes(40))
    }

    @Test func `a byte changed in a later chunk is found`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(200_000)
        #expect(try await files.readAfter(file) { $0[150_000] ^= 128 } == nil)
    }

    @Test(arguments: [1, 2, 3])
    func `chunks cut off at the end are found`(count: Int) async throws {
        let files = try SealedFiles()
        let file = try await files.stored(200_000)
        let cut = try await files.readAfter(file) { bytes in
            let starts = chunkStarts(bytes)
            bytes.removeSubrange(starts[starts.count - count]...)
        }
        #expect(cut == nil)
    }

    @Test(arguments: [1, 11, 12, 14, 65_567, 65_568, 65_600])
    func `a file cut anywhere is found`(kept: Int) async throws {
        let files = try SealedFiles()
        let file = try await files.stored(100_000)
        #expect(try await files.readAfter(file) { $0.removeSubrange(kept...) } == nil)
    }

    @Test func `a file without any chunk is found`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(0)
        #expect(try await files.readAfter(file) { $0.removeSubrange(SealedChunks.headerSize...) } == nil)
    }

    @Test func `swapped chunks are found`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(200_000)
        let swapped = try await files.readAfter(file) { bytes in
            let starts = chunkStarts(bytes)
            let (first, second) = (Array(bytes[starts[0]..<starts[1]]), Array(bytes[starts[1]..<starts[2]]))
            bytes.replaceSubrange(starts[0]..<starts[2], with: second + first)
        }
        #expect(swapped == nil)
    }

    @Test func `a chunk that stands twice is found`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(100)
        let doubled = try await files.readAfter(file) { bytes in
            bytes += bytes[SealedChunks.headerSize...]
        }
        #expect(doubled == nil)
    }

    @Test func `bytes behind the last chunk are found`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(100)
        #expect(try await files.readAfter(file) { $0 += [0] } == nil)
    }

    @Test func `a chunk of another file of the same case is found`() async throws {
        let files = try SealedFiles()
        let (mine, other) = (try await files.stored(100), try await files.stored(100))
        let theirs = [UInt8](try Data(contentsOf: URL(filePath: other.path)))
        let mixed = try await files.readAfter(mine) { bytes in
            bytes.replaceSubrange(SealedChunks.headerSize..., with: theirs[SealedChunks.headerSize...])
        }
        #expect(mixed == nil)
    }

    @Test func `a whole file under another id is found`() async throws {
        let files = try SealedFiles()
        let (mine, other) = (try await files.stored(100), try await files.stored(100))
        let theirs = [UInt8](try Data(contentsOf: URL(filePath: other.path)))
        #expect(try await files.readAfter(mine) { $0 = theirs } == nil)
    }

    @Test func `the key of another case opens nothing`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(100)
        let other = try SealedFiles.caseKey(under: files.store.masterKey)
        #expect(try await files.read(file.id, other) == nil)
    }

    @Test func `a length beyond all chunks is refused before memory is taken`() async throws {
        let files = try SealedFiles()
        let file = try await files.stored(100)
        let huge = try await files.readAfter(file) { bytes in
            bytes.replaceSubrange(
                SealedChunks.headerSize..<SealedChunks.headerSize + 4, with: [255, 255, 255, 255])
        }
        #expect(huge == nil)
    }

    @Test func `two files of the same bytes look different`() async throws {
        let files = try SealedFiles()
        let (mine, other) = (try await files.stored(100), try await files.stored(100))
        let bodies = try [mine, other].map { try Data(contentsOf: URL(filePath: $0.path)).suffix(100) }
        #expect(bodies[0] != bodies[1])
    }
}

@Suite struct CaseKeyTests {
    @Test func `another master key unwraps nothing`() throws {
        let wrapped = Data(try CaseKey.newWrapped(by: SymmetricKey(size: .bits256)))
        #expect(throws: (any Error).self) {
            try CaseKey(unwrapping: wrapped, by: SymmetricKey(size: .bits256))
        }
    }

    @Test func `a changed byte unwraps nothing`() throws {
        let master = SymmetricKey(size: .bits256)
        let wrapped = Data(try CaseKey.newWrapped(by: master))
        #expect(wrapped.count == 12 + 32 + 16)
        for position in wrapped.indices {
            var changed = wrapped
            changed[position] ^= 1
            #expect(throws: (any Error).self) { try CaseKey(unwrapping: changed, by: master) }
        }
        #expect(throws: (any Error).self) { try CaseKey(unwrapping: wrapped.dropLast(), by: master) }
    }

    @Test func `each case has a key of its own`() throws {
        let master = SymmetricKey(size: .bits256)
        let keys = try (0..<3).map { _ in
            try SealedFiles.caseKey(under: master).key.withUnsafeBytes { Array($0) }
        }
        #expect(Set(keys).count == 3)
    }
}
