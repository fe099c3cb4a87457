import CArchive
import Foundation

/// A gzipped tar as TED publishes it, or a zip, read from front to back. Nothing is written to disk,
/// so a name in it that climbs out of its folder is only a name.
struct NoticeArchive {
    enum Origin {
        case file
        /// What stands there decides: an archive, or else one notice.
        case standardInput
    }

    /// Its name in what is told; for a file where it lies.
    let path: String
    let origin: Origin
    let largestEntry: Int

    /// Hands over each `.xml` entry. A damaged archive is one failed item; what came before it stands.
    func forEach<Failure>(_ body: (NoticeSource.Item) throws(Failure) -> Void) throws(Failure) {
        guard let archive = archive_read_new() else { return }
        defer { archive_read_free(archive) }
        guard isOpen(archive) else { return try body(damaged(archive)) }
        var entry: OpaquePointer?
        while true {
            let status = archive_read_next_header(archive, &entry)
            if status == ARCHIVE_EOF { return }
            guard status >= ARCHIVE_WARN, let entry else { return try body(damaged(archive)) }
            let isPlain = archive_format(archive) == ARCHIVE_FORMAT_RAW
            guard let name = Self.name(of: entry), isPlain || isWanted(entry, name) else { continue }
            switch content(of: entry, in: archive) {
            // What follows is the rest of one notice, and need not be read to its end.
            case let content where isPlain: return try body(.init(name: path, content: content))
            case .failure(.damagedArchive): return try body(damaged(archive))
            case let content: try body(.init(name: path + "/" + name, content: content))
            }
        }
    }

    private func isOpen(_ archive: OpaquePointer) -> Bool {
        archive_read_support_filter_gzip(archive)
        archive_read_support_format_tar(archive)
        let blockSize = 1 << 16
        switch origin {
        case .file:
            archive_read_support_format_zip(archive)
            return archive_read_open_filename(archive, path, blockSize) == ARCHIVE_OK
        case .standardInput:
            // A pipe cannot go back to the list at the end of a zip.
            archive_read_support_format_zip_streamable(archive)
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
            return archive_read_open_fd(archive, STDIN_FILENO, blockSize) == ARCHIVE_OK
        }
    }

    private func content(of entry: OpaquePointer, in archive: OpaquePointer) -> Result<[UInt8], NoticeError> {
        let announced = archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : 0
        guard announced <= largestEntry else { return .failure(.tooLarge(limit: largestEntry)) }
        var bytes = [UInt8](repeating: 0, count: max(Int(announced), 1 << 16))
        var count = 0
        while true {
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
            let read = bytes.withUnsafeMutableBytes { buffer in
                archive_read_data(archive, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if read == 0 { break }
            guard read > 0 else { return .failure(.damagedArchive("")) }
            count += read
            guard count <= largestEntry else { return .failure(.tooLarge(limit: largestEntry)) }
        }
        // Without the room that was left: a batch keeps a hundred of these.
        return .success([UInt8](bytes[..<count]))
    }

    private func isWanted(_ entry: OpaquePointer, _ name: String) -> Bool {
        let last = name.split(separator: "/").last ?? ""
        return archive_entry_filetype(entry) == Self.regularFile && NoticeSource.isNotice(name)
            && !last.hasPrefix(".")
    }

    private func damaged(_ archive: OpaquePointer) -> NoticeSource.Item {
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be opened"
        return .init(name: path, content: .failure(.damagedArchive(reason)))
    }

    // A name outside the locale's encoding has only the UTF-8 form.
    private static func name(of entry: OpaquePointer) -> String? {
        (archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)).map { String(cString: $0) }
    }

    /// `AE_IFREG`, a macro with a cast that is not imported.
    private static let regularFile: mode_t = 0o100000
}
