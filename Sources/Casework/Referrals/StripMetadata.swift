import Foundation
import NIOPosix
import Web

/// A copy of a file without its metadata (place, device, author), made by mat2. A kind of file that mat2 does not
/// know is refused: the original never leaves in its stead.
enum StripMetadata {
    private static let suffixes = [
        "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif",
        "video/mp4": "mp4",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
    ]

    /// The suffix of a stripped copy; nil for kinds that cannot be stripped.
    static func suffix(_ mediaType: String) -> String? {
        mediaType == "text/plain" ? "txt" : suffixes[mediaType]
    }

    /// The bytes without metadata; plain text has none and comes back as it is.
    static func run(_ bytes: [UInt8], mediaType: String, number: Int) async throws -> [UInt8] {
        if mediaType == "text/plain" { return bytes }
        guard let suffix = suffixes[mediaType] else { throw refusal(number) }
        return try await NIOThreadPool.singleton.runIfActive {
            let folder = FileManager.default.temporaryDirectory.appending(path: "strip-\(UUID().uuidString)")
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "file.\(suffix)")
            try Data(bytes).write(to: file)
            let mat2 = Process()
            mat2.executableURL = URL(filePath: "/usr/bin/mat2")
            mat2.arguments = ["--lightweight", "file.\(suffix)"]
            mat2.currentDirectoryURL = folder
            mat2.standardInput = FileHandle.nullDevice
            mat2.standardOutput = FileHandle.nullDevice
            mat2.standardError = FileHandle.nullDevice
            try mat2.run()
            mat2.waitUntilExit()
            guard mat2.terminationStatus == 0,
                let cleaned = try? Data(contentsOf: folder.appending(path: "file.cleaned.\(suffix)"))
            else { throw refusal(number) }
            return Array(cleaned)
        }
    }

    private static func refusal(_ number: Int) -> Refusal {
        Refusal(
            409, "evidence_cannot_be_stripped",
            reasons: [
                RefusalReason("evidence_cannot_be_stripped", detail: String(number), pointer: "/evidence")
            ])
    }
}
