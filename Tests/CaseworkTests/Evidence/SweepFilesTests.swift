import Foundation
import Testing

@testable import Casework

@Suite struct SweepFilesTests {
    @Test func `only old files that no row names are removed`() async throws {
        try await BridgeWorld.use { world in
            let files = try SealedFiles()
            let report = try await BridgeCase(accepted: world).report()
            let evidence = try await world.evidence(files, report)
            let (orphan, fresh) = (try await files.stored(5), try await files.stored(5))
            let cutShort = files.store.path(orphan.id) + ".part"
            try Data([1]).write(to: URL(filePath: cutShort))
            let lostPart = files.store.path(evidence) + ".part"
            try Data([1]).write(to: URL(filePath: lostPart))
            for path in [files.store.path(evidence), orphan.path, cutShort, lostPart] { try makeOld(path) }
            try await SweepFiles(database: world.workers, store: files.store).run()
            #expect(files.folder.files == [evidence, fresh.id].map { $0.uuidString.lowercased() }.sorted())
        }
    }

    @Test func `what the store never wrote is left alone`() async throws {
        try await BridgeWorld.use { world in
            let files = try SealedFiles()
            let names = ["notes.txt", "letter", "\(UUID().uuidString).pdf"]
            for name in names {
                try files.folder.write(name, "old")
                try makeOld(files.folder.url.appending(path: name).path)
            }
            try await SweepFiles(database: world.workers, store: files.store).run()
            #expect(files.folder.files == names.sorted())
        }
    }

    @Test func `an empty folder is no fault`() async throws {
        try await BridgeWorld.use { world in
            let files = try SealedFiles()
            try await SweepFiles(database: world.workers, store: files.store).run()
            #expect(files.folder.files == [])
        }
    }

    private func makeOld(_ path: String) throws {
        let before = Date(timeIntervalSinceNow: -2 * 86_400)
        try FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: path)
    }
}
