import Testing

@testable import Ledger

@Test func `paths are those of the C2SP specification and read back`() throws {
    let cases: [(LogPath?, String)] = [
        (.checkpoint, "checkpoint"),
        (Tile(level: 0, index: 1_234_067, width: 12).map(LogPath.tile), "tile/0/x001/x234/067.p/12"),
        (Tile(level: 0, index: 1_234_067, width: 256).map(LogPath.tile), "tile/0/x001/x234/067"),
        (Tile(level: 2, index: 0, width: 1).map(LogPath.tile), "tile/2/000.p/1"),
        (Tile(level: 63, index: 999, width: 256).map(LogPath.tile), "tile/63/999"),
        (Tile(level: 0, index: 1000, width: 255).map(LogPath.entries), "tile/entries/x001/000.p/255"),
        (Tile(level: 0, index: 7, width: 256).map(LogPath.entries), "tile/entries/007"),
    ]
    for (path, text) in cases {
        #expect(try #require(path).path == text)
        #expect(LogPath(text) == path)
    }
}

@Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "/checkpoint", "tile/00/000", "tile/64/000", "tile/-1/000", "tile/0/0",
    "tile/0/0000", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001/x002", "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/0/+01", "tile/0/x-01/000",
    "tile/entries/000.p/+1",
    "tile/0/000/", "tile/0//000", "tile/entries", "tile/0/y001/000", "tile/0/../000", "tile/0/٠٠٠",
    "tile/+0/000",
    "tile/0/x999/x999/x999/x999/x999/x999/999", "checkpoint/", "tile/0/000.p/1/2", "tile/0/000.P/1",
])
func `every other spelling is refused`(path: String) {
    #expect(LogPath(path) == nil)
}

@Test func `tiles outside their ranges do not exist`() {
    #expect(Tile(level: 64, index: 0, width: 1) == nil)
    #expect(Tile(level: 0, index: -1, width: 1) == nil)
    #expect(Tile(level: 0, index: 0, width: 0) == nil)
    #expect(Tile(level: 0, index: 0, width: 257) == nil)
}

@Test func `entry bundles read back, and a cut, longer or miscounted one is refused`() throws {
    let entries: [[UInt8]] = [[], [1], [UInt8](repeating: 9, count: 300)]
    let bytes = try EntryBundle.encode(entries)
    #expect(bytes.prefix(5).elementsEqual([0, 0, 0, 1, 1]))
    #expect(try EntryBundle.decode(bytes, width: 3) == entries)
    #expect(throws: TreeError.malformedBundle) { try EntryBundle.decode(bytes.dropLast(), width: 3) }
    #expect(throws: TreeError.malformedBundle) { try EntryBundle.decode(bytes + [0], width: 3) }
    #expect(throws: TreeError.malformedBundle) { try EntryBundle.decode(bytes, width: 2) }
    #expect(throws: TreeError.malformedBundle) { try EntryBundle.decode(bytes, width: 4) }
    #expect(throws: TreeError.entryTooLong(bytes: 65_536)) {
        try EntryBundle.encode([[UInt8](repeating: 0, count: 65_536)])
    }
}
