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

    /// Sweeps once.
    public func run() async throws {
        let yesterday = Date(timeIntervalSinceNow: -86_400)
        let files = try oldFiles(before: yesterday)
        let ids = files.compactMap { UUID(uuidString: $0.deletingPathExtension().lastPathComponent) }
        guard !ids.isEmpty else { return }
        let known = Set(
            try await desk.ask("SELECT casebridge.known_files(\(ids)) AS known").only().get(
                "known", [UUID].self))
        for file in files {
            let id = UUID(uuidString: file.deletingPathExtension().lastPathComponent)
            let isWhole = file.pathExtension.isEmpty
            if let id, isWhole, known.contains(id) { continue }
            try FileManager.default.removeItem(at: file)
        }
    }

    private func oldFiles(before: Date) throws -> [URL] {
        let keys: [URLResourceKey] = [.contentModificationDateKey, .isRegularFileKey]
        let found = FileManager.default.enumerator(at: store.folder, includingPropertiesForKeys: keys)
        return try (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { file in
            let values = try file.resourceValues(forKeys: Set(keys))
            return values.isRegularFile == true && (values.contentModificationDate ?? .now) < before
        }
    }
}
