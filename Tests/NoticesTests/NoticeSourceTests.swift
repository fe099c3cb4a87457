import Foundation
import Notices
import Testing

@Suite final class NoticeSourceTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "notices-\(UUID())").path

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func write(_ name: String, _ text: String) throws {
        let path = folder + "/" + name
        let parent = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    /// Runs tar in the folder.
    func tar(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tar"] + arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    /// Name (without the folder) and size or refusal of each item.
    func items(_ paths: String..., largestFile: Int = 1 << 20) -> [String] {
        var items: [String] = []
        NoticeSource(paths: paths.map { folder + $0 }, largestFile: largestFile).forEach { item in
            let name = item.name.replacing(folder, with: "")
            switch item.content {
            case .success(let bytes): items.append("\(name) \(bytes.count)")
            case .failure(let error): items.append("\(name) \(error)")
            }
        }
        return items
    }

    @Test func `folders are walked in the order of names and only notices are taken`() throws {
        try write("b/2.xml", "22")
        try write("a.xml", "1")
        try write("b/readme.txt", "no")
        try write("b/.hidden.xml", "no")
        try write("c/D.XML", "333")
        #expect(items("") == ["/a.xml 1", "/b/2.xml 2", "/c/D.XML 3"])
    }

    @Test func `a path given by itself is read whatever its name`() throws {
        try write("notice.txt", "1234")
        #expect(items("/notice.txt") == ["/notice.txt 4"])
    }

    @Test func `a missing path is told and stops nothing`() throws {
        try write("a.xml", "1")
        let items = items("/absent.xml", "/a.xml")
        #expect(items.count == 2)
        #expect(items.first?.contains("no such file") == true)
    }

    @Test func `a link to a folder above does not loop`() throws {
        try write("a.xml", "1")
        try FileManager.default.createSymbolicLink(atPath: folder + "/loop", withDestinationPath: folder)
        #expect(items("") == ["/a.xml 1"])
    }

    @Test func `archives are read entry by entry`() throws {
        try write("in/1.xml", "1")
        try write("in/2.xml", "22")
        try write("in/readme.txt", "no")
        try tar("czf", "day.tar.gz", "in/1.xml", "in/2.xml", "in/readme.txt")
        #expect(items("/day.tar.gz") == ["/day.tar.gz/in/1.xml 1", "/day.tar.gz/in/2.xml 2"])
        #expect(items("").count == 4)
    }

    @Test func `a name that climbs out of the archive is only a name`() throws {
        try write("in/1.xml", "1")
        try tar("czf", "evil.tgz", "--absolute-names", "--transform", "s,^in,../../../outside,", "in/1.xml")
        #expect(items("/evil.tgz") == ["/evil.tgz/../../../outside/1.xml 1"])
    }

    @Test func `what is too large is refused and the rest goes on`() throws {
        try write("in/1.xml", String(repeating: "a", count: 2000))
        try write("in/2.xml", "2")
        try tar("czf", "day.tar.gz", "in")
        let items = items("", largestFile: 1000)
        #expect(items.count == 4)
        #expect(items.filter { $0.contains("larger than") }.count == 2)
        #expect(items.contains("/day.tar.gz/in/2.xml 1"))
    }

    @Test func `a cut archive gives what came before and one error`() throws {
        for number in 1...200 {
            try write("in/\(number).xml", (0..<200).map { "\($0 * number % 97)" }.joined())
        }
        try tar("czf", "day.tar.gz", "in")
        let whole = try Data(contentsOf: URL(filePath: folder + "/day.tar.gz"))
        try whole.prefix(whole.count / 2).write(to: URL(filePath: folder + "/cut.tar.gz"))
        try write("z.xml", "1")
        let items = items("/cut.tar.gz", "/z.xml")
        #expect(items.count > 3 && items.count < 202)
        #expect(items.filter { $0.contains("the archive is damaged") }.count == 1)
        #expect(items.last == "/z.xml 1")
    }

    @Test func `a file that only claims to be an archive is told`() throws {
        try write("day.tar.gz", "this is no archive at all")
        let items = items("/day.tar.gz")
        #expect(items.count == 1)
        #expect(items.first?.contains("the archive is damaged") == true)
    }

    @Test func `what the caller throws comes through`() throws {
        struct Stop: Error {}
        try write("a.xml", "1")
        #expect(throws: Stop.self) {
            try NoticeSource(paths: [folder]).forEach { _ throws(Stop) in throw Stop() }
        }
    }
}
