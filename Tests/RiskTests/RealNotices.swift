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

    /// Every notice that can be read; two constructed ones share a number.
    static let all: [Notice] = {
        var notices: [Notice] = []
        NoticeSource(paths: folder.map { [$0] } ?? []).forEach { item in
            guard let bytes = try? item.content.get(),
                let notice = try? NoticeReader.read(bytes, fileName: item.name)
            else { return }
            notices.append(notice)
        }
        return notices
    }()

    static let byNumber = Dictionary(all.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
}
