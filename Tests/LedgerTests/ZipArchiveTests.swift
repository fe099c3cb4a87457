import Foundation
import Testing

@testable import Ledger

private let limits = ZipArchive.Limits(entries: 100, bytes: 1_000_000)
private let parts = [
    PackagePart(path: "manifest.json", bytes: Array("{}".utf8)),
    PackagePart(path: "evidence/0001 – è.txt", bytes: Array((0..<5000).map { UInt8($0 % 251) })),
    PackagePart(path: "empty", bytes: []),
]

@Test func `an archive reads back, and the same parts give the same bytes`() throws {
    let archive = try ZipArchive.write(parts)
    #expect(try ZipArchive.read(archive, limits: limits) == parts)
    #expect(try ZipArchive.write(parts) == archive)
    #expect(try ZipArchive.read(try ZipArchive.write([]), limits: limits).isEmpty)
    #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
}

@Test(arguments: ["/a", "../a", "a/../b", "a/./b", "a//b", "a/", "", "a\\b", "c:a", "a\0", "a\n", ".."])
func `an unsafe path is neither written nor read`(path: String) throws {
    #expect(throws: ZipError.unsafePath(path)) {
        try ZipArchive.write([PackagePart(path: path, bytes: [])])
    }
    let forged = try forge(path: path)
    #expect(throws: ZipError.unsafePath(path)) { try ZipArchive.read(forged, limits: limits) }
}

@Test func `a path that is there twice on some system is refused`() throws {
    for twin in ["a", "A"] {
        #expect(throws: ZipError.duplicatePath(twin)) {
            try ZipArchive.write([PackagePart(path: "a", bytes: []), PackagePart(path: twin, bytes: [1])])
        }
    }
    #expect(throws: ZipError.self) {
        try ZipArchive.write([
            PackagePart(path: "\u{e8}", bytes: []), PackagePart(path: "e\u{300}", bytes: []),
        ])
    }
}

@Test func `an archive cut anywhere, or longer than it says, is refused`() throws {
    let archive = try ZipArchive.write(parts)
    for length in stride(from: 0, to: archive.count, by: 7) {
        #expect(throws: ZipError.self) { try ZipArchive.read(Array(archive.prefix(length)), limits: limits) }
    }
    #expect(throws: ZipError.truncated) { try ZipArchive.read(archive + [0], limits: limits) }
    #expect(throws: ZipError.self) { try ZipArchive.read([0] + archive, limits: limits) }
}

@Test func `a changed bit is refused or leaves the content as it was`() throws {
    let archive = try ZipArchive.write(parts)
    var random = SeededGenerator(seed: 4)
    for _ in 0..<2000 {
        var changed = archive
        changed[Int.random(in: archive.indices, using: &random)] ^=
            1 << UInt8.random(in: 0..<8, using: &random)
        // Times and versions are not content, so a change there may pass.
        if let read = try? ZipArchive.read(changed, limits: limits) { #expect(read == parts) }
    }
}

@Test func `more entries or bytes than the limits are refused`() throws {
    let archive = try ZipArchive.write(parts)
    #expect(throws: ZipError.tooLarge) {
        try ZipArchive.read(archive, limits: .init(entries: 2, bytes: 10_000))
    }
    #expect(throws: ZipError.tooLarge) {
        try ZipArchive.read(archive, limits: .init(entries: 3, bytes: 5001))
    }
    #expect(try ZipArchive.read(archive, limits: .init(entries: 3, bytes: 5002)).count == 3)
}

@Test(.enabled(if: OutsideProgram.find("python3") != nil, "python3 is not installed"))
func `Python's zipfile reads what we write`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("package.zip", try ZipArchive.write(parts))
    let program = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                print(name, len(archive.read(name)))
        """
    let outcome = try python(["-c", program, path])
    #expect(outcome.output == "manifest.json 2\nevidence/0001 – è.txt 5000\nempty 0\n")
    #expect(outcome.complaint.isEmpty)
}

@Test(.enabled(if: OutsideProgram.find("python3") != nil, "python3 is not installed"))
func `what Python's zipfile stores is read, and what it compresses, comments or links is refused`() throws {
    let folder = try TemporaryFolder()
    let program = """
        import os, sys, zipfile
        os.chdir(sys.argv[1])
        def write(name, method=zipfile.ZIP_STORED, comment=b"", path="a/ponte.txt", mode=0o100600):
            target = open(name, "wb")
            with zipfile.ZipFile(target, "w", method) as archive:
                entry = zipfile.ZipInfo(path)
                entry.compress_type, entry.external_attr = method, mode << 16
                archive.writestr(entry, "content " * 50)
                archive.comment = comment
            target.close()
        write("stored.zip")
        write("accent.zip", path="è.txt")
        write("compressed.zip", method=zipfile.ZIP_DEFLATED)
        write("comment.zip", comment=b"hello")
        write("link.zip", mode=0o120777)
        write("folder.zip", path="a/")
        """
    #expect(try python(["-c", program, folder.url.path]).complaint.isEmpty)
    func read(_ name: String) throws -> [PackagePart] {
        try ZipArchive.read(Array(try Data(contentsOf: folder.url.appending(path: name))), limits: limits)
    }
    let content = Array(String(repeating: "content ", count: 50).utf8)
    #expect(try read("stored.zip") == [PackagePart(path: "a/ponte.txt", bytes: content)])
    #expect(try read("accent.zip") == [PackagePart(path: "è.txt", bytes: content)])
    #expect(throws: ZipError.compressed("a/ponte.txt")) { try read("compressed.zip") }
    #expect(throws: ZipError.truncated) { try read("comment.zip") }
    #expect(throws: ZipError.unsupported("a/ponte.txt")) { try read("link.zip") }
    #expect(throws: ZipError.unsafePath("a/")) { try read("folder.zip") }
}

@Test func `an encrypted entry and one whose two headers differ are refused`() throws {
    let archive = try ZipArchive.write([PackagePart(path: "ab", bytes: [1, 2, 3])])
    let directory = 30 + 2 + 3
    var encrypted = archive
    encrypted[directory + 8] |= 1
    #expect(throws: ZipError.encrypted("ab")) { try ZipArchive.read(encrypted, limits: limits) }
    var renamed = archive
    renamed[30] = UInt8(ascii: "x")
    #expect(throws: ZipError.contradictory("ab")) { try ZipArchive.read(renamed, limits: limits) }
    var damaged = archive
    damaged[32] ^= 1
    #expect(throws: ZipError.checksum("ab")) { try ZipArchive.read(damaged, limits: limits) }
    // Checksum, stored size and size of the entry's own header, then of its directory record.
    for position in [14, 18, 22, directory + 20, directory + 24] {
        var contradictory = archive
        contradictory[position] ^= 1
        #expect(throws: ZipError.contradictory("ab")) { try ZipArchive.read(contradictory, limits: limits) }
    }
    var displaced = archive
    displaced[directory + 42] ^= 1
    #expect(throws: ZipError.contradictory("ab")) { try ZipArchive.read(displaced, limits: limits) }
}

@Test func `an extra field, and bytes that belong to no entry, are refused`() throws {
    let entry = ZipEntry(path: "ab", checksum: 0, size: 0, offset: 0)
    func archive(header: [UInt8], directory: [UInt8]) -> [UInt8] {
        let (size, offset) = (UInt32(directory.count), UInt32(header.count))
        return header + directory + ZipEnd(entries: 1, size: size, offset: offset).bytes
    }
    let sound = archive(header: entry.header, directory: entry.directoryRecord)
    #expect(try ZipArchive.read(sound, limits: limits) == [PackagePart(path: "ab", bytes: [])])
    for spoiled in [
        archive(header: entry.header + [0], directory: entry.directoryRecord),
        archive(header: entry.header, directory: entry.directoryRecord + [0]),
        archive(header: entry.header + entry.header, directory: entry.directoryRecord),
        archive(header: entry.header, directory: entry.directoryRecord + entry.directoryRecord),
    ] {
        #expect(throws: ZipError.truncated) { try ZipArchive.read(spoiled, limits: limits) }
    }
    for position in [28, entry.header.count + 30, entry.header.count + 32] {
        var extended = sound
        extended[position] = 4
        #expect(throws: ZipError.unsupported("ab")) { try ZipArchive.read(extended, limits: limits) }
    }
}

private func python(_ arguments: [String]) throws -> OutsideProgram.Outcome {
    let program = try #require(OutsideProgram.find("python3"))
    return try OutsideProgram.run(
        program, arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"])
}

/// An archive of one empty file whose path nobody checked.
private func forge(path: String) throws -> [UInt8] {
    let entry = ZipEntry(path: path, checksum: 0, size: 0, offset: 0)
    let directory = entry.directoryRecord
    let end = ZipEnd(entries: 1, size: UInt32(directory.count), offset: UInt32(entry.header.count))
    return entry.header + directory + end.bytes
}
