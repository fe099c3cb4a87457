import Foundation

/// Reads one sealed file chunk by chunk; used by one task at a time.
final class SealedFileReader: @unchecked Sendable {
    private let id: UUID
    private let handle: Int32
    private let chunks: SealedChunks
    private let size: Int64
    private var position: Int64
    private var number: UInt32 = 0
    private var isClosed = false

    init(path: String, id: UUID, key: CaseKey) throws {
        self.id = id
        handle = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { throw EvidenceStoreError.missing(id) }
        var facts = stat()
        guard fstat(handle, &facts) == 0, let header = Self.bytes(handle, SealedChunks.headerSize),
            let chunks = SealedChunks(id: id, key: key, header: header)
        else {
            Glibc.close(handle)
            throw EvidenceStoreError.damaged(id)
        }
        self.chunks = chunks
        size = Int64(facts.st_size)
        position = Int64(SealedChunks.headerSize)
    }

    deinit { close() }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(handle)
    }

    /// The next chunk; nil behind the last. A file that ends early does not verify.
    func next() throws -> [UInt8]? {
        guard position < size else {
            guard number > 0 else { throw EvidenceStoreError.damaged(id) }
            return nil
        }
        guard let prefix = Self.bytes(handle, 4) else { throw EvidenceStoreError.damaged(id) }
        let length = prefix.reduce(0) { $0 << 8 | Int($1) }
        guard length >= SealedChunks.overhead, length <= SealedChunks.chunkSize + SealedChunks.overhead,
            let sealed = Self.bytes(handle, length)
        else { throw EvidenceStoreError.damaged(id) }
        position += Int64(4 + length)
        defer { number += 1 }
        return try chunks.open(sealed, number: number, isLast: position == size)
    }

    private static func bytes(_ handle: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(handle, buffer.baseAddress?.advanced(by: filled), count - filled)
            }
            if read < 0, errno == EINTR { continue }
            guard read > 0 else { return nil }
            filled += read
        }
        return bytes
    }
}
