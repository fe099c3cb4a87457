import Foundation
import Notices
import Testing

/// The real notices beside the repository, read once; tests that need them say that they skipped without.
enum RealNotices {
    static let skipped: Comment =
        "skipped: no real notices; set CASEBRIDGE_NOTICES or put them in ../shared/notices"

    static let folder: String? = {
        let environment = ProcessInfo.processInfo.environment["CASEBRIDGE_NOTICES"]
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let candidate = environment ?? root.appending(path: "../shared/notices").standardized.path
        return FileManager.default.fileExists(atPath: candidate + "/index.csv") ? candidate : nil
    }()

    static var isPresent: Bool { folder != nil }

    /// Every notice that can be read, by publication number, and why the others cannot, by file name.
    static let all: (byNumber: [String: Notice], refused: [String: NoticeError]) = {
        var byNumber: [String: Notice] = [:]
        var refused: [String: NoticeError] = [:]
        NoticeSource(paths: folder.map { [$0] } ?? []).forEach { item in
            do throws(NoticeError) {
                let notice = try NoticeReader.read(item.content.get(), fileName: item.name)
                byNumber[notice.number] = notice
            } catch {
                refused[item.name.split(separator: "/").last.map(String.init) ?? ""] = error
            }
        }
        return (byNumber, refused)
    }()

    static var byNumber: [String: Notice] { all.byNumber }
}
