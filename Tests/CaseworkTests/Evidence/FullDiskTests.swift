import Foundation
import NIOCore
import Testing
import Web

@testable import Casework

/// A disk of 256 KiB; only root can make one.
final class SmallDisk: Sendable {
    static var isPossible: Bool {
        guard getuid() == 0, let folder = try? TemporaryFolder() else { return false }
        guard mount("tmpfs", folder.url.path, "tmpfs", 0, "size=262144") == 0 else { return false }
        return umount(folder.url.path) == 0
    }

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        guard mount("tmpfs", folder.url.path, "tmpfs", 0, "size=262144") == 0 else { throw CutShort() }
    }

    deinit { umount(folder.url.path) }
}

@Suite(.enabled(if: SmallDisk.isPossible, "only root can make a small disk"))
struct FullDiskTests {
    @Test func `a full disk is said and leaves nothing`() async throws {
        let disk = try SmallDisk()
        let files = try SealedFiles(disk.folder)
        await #expect(throws: Refusal.storageFull) { try await files.stored(300_000) }
        #expect(files.folder.files == [])
        #expect(try await files.store.read(files.stored(1_000).id, files.key).count == 1_000)
    }

    @Test func `a disk that is full from the beginning leaves nothing either`() async throws {
        let disk = try SmallDisk()
        let files = try SealedFiles(disk.folder)
        let filler = disk.folder.url.appending(path: "filler").path
        let handle = open(filler, O_WRONLY | O_CREAT, 0o600)
        let block = [UInt8](repeating: 7, count: 4_096)
        while write(handle, block, block.count) == block.count {}
        close(handle)
        await #expect(throws: Refusal.storageFull) { try await files.stored(10) }
        #expect(files.folder.files == ["filler"])
    }
}
