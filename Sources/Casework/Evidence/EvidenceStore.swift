import Crypto
import Foundation
import NIOCore
import NIOPosix

/// What can go wrong with a stored file.
public enum EvidenceStoreError: Error, Sendable, CustomStringConvertible {
    /// The file is not there.
    case missing(UUID)
    /// The file was changed, cut or encrypted with another key.
    case damaged(UUID)
    /// The disk refused: full, read-only, or no permission.
    case disk(String)

    /// One sentence for the log.
    public var description: String {
        switch self {
        case .missing(let id): "the stored file \(id) is missing"
        case .damaged(let id): "the stored file \(id) is damaged: its chunks do not verify"
        case .disk(let reason): "the evidence folder cannot be written: \(reason)"
        }
    }
}

/// A file as it was received.
public struct StoredFile: Sendable {
    /// Bytes before encryption.
    public let size: Int64
    /// Of the bytes before encryption.
    public let sha256: [UInt8]
    /// The first bytes, to recognise the kind of file by.
    let beginning: [UInt8]
}

/// Encrypted files in a folder, one an id: written aside, synced, renamed, and the folder synced, before any row
/// names them. Nothing is ever replaced.
public struct EvidenceStore: Sendable {
    let folder: URL
    let masterKey: SymmetricKey
    private let threads = NIOThreadPool.singleton

    /// Makes the folder when it is missing; throws when it cannot be made.
    public init(folder: URL, masterKey: SymmetricKey) throws {
        self.folder = folder
        self.masterKey = masterKey
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Where a file lies: the last two digits of an id spread evenly, its first ones do not.
    func path(_ id: UUID) -> String {
        let name = id.uuidString.lowercased()
        return folder.appending(path: "\(name.suffix(2))/\(name)").path(percentEncoded: false)
    }

    /// Writes a file from chunks as they come; nothing stays of a file that was cut short.
    func write<Chunks: AsyncSequence>(_ id: UUID, _ key: CaseKey, _ chunks: Chunks) async throws -> StoredFile
    where Chunks.Element == ByteBuffer {
        let writer = try await onThread {
            try SealedFileWriter(path: path(id), SealedChunks(id: id, key: key))
        }
        do {
            for try await chunk in chunks {
                try await onThread { try writer.append(chunk.readableBytesView) }
            }
            return try await onThread { try writer.finish() }
        } catch {
            await onThreadWhateverHappens { writer.abandon() }
            throw error
        }
    }

    /// The bytes of a file in order, a chunk at a time, each verified before it is given.
    func read(_ id: UUID, _ key: CaseKey, _ body: (ByteBuffer) async throws -> Void) async throws {
        try await read(try await open(id, key), body)
    }

    /// Opens a file whose bytes are wanted later; throws when it is missing or begins with no header of ours.
    func open(_ id: UUID, _ key: CaseKey) async throws -> SealedFileReader {
        try await onThread { try SealedFileReader(path: path(id), id: id, key: key) }
    }

    /// The bytes of an opened file, which is closed afterwards.
    func read(_ reader: SealedFileReader, _ body: (ByteBuffer) async throws -> Void) async throws {
        defer { reader.close() }
        while let chunk = try await onThread({ try reader.next() }) {
            try await body(ByteBuffer(bytes: chunk))
        }
    }

    /// A whole file in memory; only for parts of a dossier.
    func read(_ id: UUID, _ key: CaseKey) async throws -> [UInt8] {
        var all: [UInt8] = []
        try await read(id, key) { all.append(contentsOf: $0.readableBytesView) }
        return all
    }

    /// Removes a file that no row names.
    func remove(_ id: UUID) async {
        await onThreadWhateverHappens { [path = path(id)] in try? FileManager.default.removeItem(atPath: path)
        }
    }

    private func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws
        -> Result
    {
        try await threads.runIfActive(work)
    }

    // A sender who hangs up cancels the task, and a cancelled task starts nothing on the pool: cleaning up must.
    private func onThreadWhateverHappens(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            threads.submit { _ in
                work()
                continuation.resume()
            }
        }
    }
}
