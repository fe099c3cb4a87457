import Foundation

/// The file system that a folder lies on.
struct DiskSpace: Sendable {
    let total: Int
    /// What others than root may still write.
    let available: Int

    /// Nil when the folder cannot be reached.
    init?(of folder: URL) {
        var facts = statvfs()
        guard statvfs(folder.path(percentEncoded: false), &facts) == 0 else { return nil }
        total = Int(facts.f_blocks) * Int(facts.f_frsize)
        available = Int(facts.f_bavail) * Int(facts.f_frsize)
    }

    /// No file of evidence can be trusted to fit any more.
    var isFull: Bool { available < 64 << 20 }

    /// Below a twentieth, or below a gigabyte on a small disk.
    var isLow: Bool { available < min(total / 20, 20 << 30) || available < min(total / 4, 1 << 30) }
}
