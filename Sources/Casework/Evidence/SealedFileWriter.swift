import Crypto
import Foundation
import Web

/// Writes one sealed file; used by one task at a time, each call on a thread that may block.
final class SealedFileWriter: @unchecked Sendable {
    private let path: String
    private let aside: String
    private let chunks: SealedChunks
    private var handle: Int32
    private var number: UInt32 = 0
    private var pending: [UInt8] = []
    private var beginning: [UInt8] = []
    private var digest = SHA256()
    private var size: Int64 = 0

    init(path: String, _ chunks: SealedChunks) throws {
        self.path = path
        self.chunks = chunks
        let folder = (path as NSString).deletingLastPathComponent
        aside = path + ".part"
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw Self.diskError() }
        handle = Glibc.open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard handle >= 0 else { throw Self.diskError() }
        do {
            try put(chunks.header)
        } catch {
            abandon()
            throw error
        }
    }

    // Walks instead of cutting the front off: a whole dossier comes as one piece.
    func append(_ bytes: some Sequence<UInt8>) throws {
        pending.append(contentsOf: bytes)
        var start = 0
        while pending.count - start > SealedChunks.chunkSize {
            try flush(pending[start..<start + SealedChunks.chunkSize], isLast: false)
            start += SealedChunks.chunkSize
        }
        pending.removeFirst(start)
    }

    /// Ends the file and gives it its name, which must be free: `link` refuses where `rename` would replace.
    func finish() throws -> StoredFile {
        try flush(pending[...], isLast: true)
        guard fsync(handle) == 0 else { throw Self.diskError() }
        close()
        guard link(aside, path) == 0 else { throw Self.diskError() }
        unlink(aside)
        try Self.syncFolder(of: path)
        return StoredFile(size: size, sha256: Array(digest.finalize()), beginning: beginning)
    }

    /// Removes what was written.
    func abandon() {
        close()
        unlink(aside)
    }

    private func close() {
        guard handle >= 0 else { return }
        Glibc.close(handle)
        handle = -1
    }

    private func flush(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws {
        if number == 0 { beginning = Array(chunk.prefix(64)) }
        digest.update(data: chunk)
        size += Int64(chunk.count)
        try put(try chunks.seal(chunk, number: number, isLast: isLast))
        number += 1
    }

    private func put(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(handle, buffer.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.diskError() }
            written += count
        }
    }

    private static func syncFolder(of path: String) throws {
        let folder = Glibc.open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw diskError() }
        defer { Glibc.close(folder) }
        guard fsync(folder) == 0 else { throw diskError() }
    }

    // A full disk, or a quota that is used up, is the only fault of a disk that its user can be told of.
    private static func diskError() -> any Error {
        [ENOSPC, EDQUOT].contains(errno)
            ? Refusal.storageFull : EvidenceStoreError.disk(String(cString: strerror(errno)))
    }
}
