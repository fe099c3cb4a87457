import Testing

@testable import Ledger

/// The leaves and roots that Certificate Transparency's implementations test RFC 6962 with.
private let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]
private let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

@Test func `the roots are those that RFC 6962 gives for known leaves`() async throws {
    var log = MemoryLog()
    for (size, root) in roots.enumerated() {
        #expect(log.root.hex == root)
        #expect(try await log.tree(size: size).root().hex == root)
        guard size < leaves.count else { continue }
        try log.add([try #require(Hex.decode(leaves[size]))])
    }
}

@Test func `batches of any size give the tree that RFC 6962 defines, around every power of two and tile`()
    async throws
{
    var random = SeededGenerator(seed: 1)
    let entries = (0..<1300).map(MemoryLog.entry)
    var log = MemoryLog()
    while log.entries.count < entries.count {
        let size = log.entries.count
        let step = [1, 1, 2, 7, 100, 255, 256, 257, 600].randomElement(using: &random) ?? 1
        try log.add(Array(entries[size..<min(size + step, entries.count)]))
        #expect(log.root == plainRoot(log.entries))
    }
    for size in [1, 2, 3, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 1300] {
        #expect(try await log.tree(size: size).root() == plainRoot(entries[..<size]))
    }
}

@Test func `two levels of tiles give the tree that RFC 6962 defines`() async throws {
    let log = try MemoryLog(count: 66_000)
    #expect(log.root == plainRoot(log.entries))
    #expect(try await log.tree(size: 65_536).root() == plainRoot(log.entries[..<65_536]))
    #expect(try await log.tree(size: 65_537).root() == plainRoot(log.entries[..<65_537]))
    for (index, size) in [(0, 66_000), (65_535, 65_536), (65_536, 65_537), (65_999, 66_000), (255, 256)] {
        let tree = log.tree(size: size)
        let proof = try await tree.inclusionProof(index: index)
        try proof.verify(entry: log.entries[index], root: try await tree.root())
    }
    let proof = try await log.tree(size: 66_000).consistencyProof(from: 65_537)
    try proof.verify(oldRoot: plainRoot(log.entries[..<65_537]), root: log.root)
}

@Test func `the edge of seventy thousand leaves is the one that the specification gives`() {
    let edge = Tile.edge(ofTreeOf: 70_000)
    #expect(edge.map(\.level) == [0, 1, 2])
    #expect(edge.map(\.index) == [273, 1, 0])
    #expect(edge.map(\.width) == [112, 17, 1])
    #expect(Tile.edge(ofTreeOf: 256) == [Tile(level: 1, index: 0, width: 1)])
    #expect(Tile.edge(ofTreeOf: 0).isEmpty)
}

@Test func `an append touches only tiles of the right edge`() {
    var appender = LogAppender()
    for number in 0..<255 { appender.append(MemoryLog.entry(number)) }
    #expect(appender.changedTiles.map(\.tile) == [Tile(level: 0, index: 0, width: 255)])
    appender.append(MemoryLog.entry(255))
    #expect(
        appender.changedTiles.map(\.tile) == [
            Tile(level: 0, index: 0, width: 256), Tile(level: 1, index: 0, width: 1),
        ])
}

@Test func `an appender refuses an edge that is missing, short or not the signed one`() throws {
    var first = LogAppender()
    for number in 0..<300 { first.append(MemoryLog.entry(number)) }
    let edge = first.changedTiles.filter { !$0.tile.isFull }
    #expect(try LogAppender(size: 300, root: first.root, edge: edge).root == first.root)
    #expect(throws: TreeError.self) { try LogAppender(size: 300, root: first.root, edge: []) }
    let short = edge.map { TileContent(tile: $0.tile, bytes: $0.bytes.dropLast(32)) }
    #expect(throws: TreeError.self) { try LogAppender(size: 300, root: first.root, edge: short) }
    let forged = edge.map { TileContent(tile: $0.tile, bytes: [$0.bytes[0] ^ 1] + $0.bytes.dropFirst()) }
    #expect(throws: TreeError.rootMismatch(size: 300)) {
        try LogAppender(size: 300, root: first.root, edge: forged)
    }
}

@Test func `a store that lost part of a tile is refused, and questions outside the tree too`() async throws {
    let log = try MemoryLog(count: 10)
    let tree = TiledTree(size: 10) { _ in Array(log.entries.joined().prefix(100)) }
    await #expect(throws: TreeError.self) { try await tree.root() }
    await #expect(throws: TreeError.noSuchLeaf(index: 10, size: 10)) {
        try await log.tree(size: 10).inclusionProof(index: 10)
    }
    await #expect(throws: TreeError.notOlder(old: 11, size: 10)) {
        try await log.tree(size: 10).consistencyProof(from: 11)
    }
    #expect(try await log.tree(size: 10).leafHash(9) == MerkleHash.leaf(log.entries[9]))
}

@Test func `a running root equals the tree's at every size`() {
    var running = RunningRoot()
    #expect(running.root == plainRoot([]))
    let entries = (0..<300).map(MemoryLog.entry)
    for size in 1...300 {
        running.append(entries[size - 1])
        #expect(running.root == plainRoot(entries[..<size]))
        #expect(running.size == size)
    }
}
