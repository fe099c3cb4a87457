import Foundation
import Web

/// Folders: the program's resources, and the evidence with the disk below it.
struct FolderCheckup {
    let settings: Settings

    func findings() -> [Finding] { [resources, definitions, writing, privacy, space] }

    private var resources: Finding {
        do {
            _ = try Frame(settings: settings.web, root: settings.resources)
            return .well("pages and words")
        } catch {
            return .fault(
                "pages and words", said(error),
                next: "let CASEBRIDGE_RESOURCES name the folder of this version with Templates in it")
        }
    }

    private var definitions: Finding {
        do {
            _ = try IndicatorsCommand.rules(settings.resources)
            _ = try Server.forms(settings)
            return .well("definitions")
        } catch {
            return .fault("definitions", said(error), next: "casebridge workflow check names file and line")
        }
    }

    // Written for real: a permission may allow what a full or read-only disk does not.
    private var writing: Finding {
        let probe = settings.evidence.appending(path: ".doctor-\(UUID().uuidString)")
            .path(percentEncoded: false)
        let handle = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard handle >= 0 else { return unwritable(errno) }
        defer {
            close(handle)
            unlink(probe)
        }
        let bytes = [UInt8](repeating: 0, count: 4_096)
        guard write(handle, bytes, bytes.count) == bytes.count, fsync(handle) == 0 else {
            return unwritable(errno)
        }
        return .well("evidence can be written")
    }

    private func unwritable(_ number: Int32) -> Finding {
        let folder = settings.evidence.path(percentEncoded: false)
        return .fault(
            "evidence can be written", "\(folder): \(String(cString: strerror(number)))",
            next: number == ENOSPC
                ? "make space on its disk; uploads are taken again at once"
                : "make the folder, and give it to the account that runs the server")
    }

    private var privacy: Finding {
        let folder = settings.evidence.path(percentEncoded: false)
        guard let mode = FileMode(of: folder), mode.isOpenToOthers else {
            return .well("evidence is private")
        }
        return .warning(
            "evidence is private", "others on this machine may enter \(folder)", next: "chmod 0700 \(folder)")
    }

    private var space: Finding {
        guard let space = DiskSpace(of: settings.evidence) else { return .well("space for evidence") }
        let left = "\(space.available >> 20) MiB of \(space.total >> 20) MiB are left"
        if space.isFull {
            return .fault("space for evidence", left, next: "make space now: uploads are being refused")
        }
        return space.isLow
            ? .warning("space for evidence", left, next: "make space before uploads are refused")
            : .well("space for evidence")
    }
}

/// A file's permissions.
struct FileMode {
    let bits: mode_t

    /// Nil when there is no such file.
    init?(of path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        bits = facts.st_mode
    }

    var isOpenToOthers: Bool { bits & 0o077 != 0 }
}
