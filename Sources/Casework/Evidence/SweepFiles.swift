import Foundation
import Jobs
import Postgres

/// Removes files older than a day that no row names: uploads that were cut short between file and row.
public struct SweepFiles: Sendable {
    private let desk: WorkerDesk
    private let store: EvidenceStore

    /// Works at the worker's pool and the store's folder.
    public init(database: PostgresPool, store: EvidenceStore) {
        desk = WorkerDesk(database: database, duty: "sweep")
        self.store = store
    }

    /// Sweeps once, a thousand files at a time: most of those that are old have their row.
    public func run() async throws {
        let yesterday = Date(timeIntervalSinceNow: -86_400)
        let files = FileManager.default.enumerator(at: store.folder, includingPropertiesForKeys: Self.keys)
        while let batch = try Self.next(1_000, of: files, before: yesterday) { try await sweep(batch) }
    }

    private func sweep(_ files: [URL]) async throws {
        let ids = files.compactMap(Self.id)
        let known = Set(
            try await desk.ask("SELECT casebridge.known_files(\(ids)) AS known").only().get(
                "known", [UUID].self))
        for file in files {
            guard let id = Self.id(file) else { continue }
            if file.pathExtension.isEmpty, known.contains(id) { continue }
            try FileManager.default.removeItem(at: file)
        }
    }

    private static let keys: [URLResourceKey] = [.contentModificationDateKey, .isRegularFileKey]

    /// Nil for what the store never writes: a folder named by mistake must not lose its files.
    private static func id(_ file: URL) -> UUID? {
        guard ["", "part"].contains(file.pathExtension) else { return nil }
        return UUID(uuidString: file.deletingPathExtension().lastPathComponent)
    }

    /// Nil when there are no more.
    private static func next(
        _ count: Int, of files: FileManager.DirectoryEnumerator?, before: Date
    ) throws -> [URL]? {
        var batch: [URL] = []
        while batch.count < count, let file = files?.nextObject() as? URL {
            let values = try file.resourceValues(forKeys: Set(keys))
            guard values.isRegularFile == true, (values.contentModificationDate ?? .now) < before else {
                continue
            }
            batch.append(file)
        }
        return batch.isEmpty ? nil : batch
    }
}
