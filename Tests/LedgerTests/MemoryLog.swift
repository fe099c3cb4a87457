import Foundation
import Ledger

/// A log in memory that keeps what `LogAppender` says and nothing more.
struct MemoryLog {
    private(set) var entries: [[UInt8]] = []
    private(set) var root = MerkleHash.empty
    private var tiles: [[Int]: [UInt8]] = [:]

    init() {}

    /// Entries that differ from each other, 32 bytes each.
    init(count: Int) throws {
        try add((0..<count).map(MemoryLog.entry))
    }

    static func entry(_ number: Int) -> [UInt8] { Hash256(of: Array("entry \(number)".utf8)).bytes }

    /// One batch, as the worker does it: continue from the stored edge, store what changed.
    mutating func add(_ batch: [[UInt8]]) throws {
        let edge = Tile.edge(ofTreeOf: entries.count).map { tile in
            TileContent(tile: tile, bytes: tiles[[tile.level, tile.index], default: []])
        }
        var appender = try LogAppender(size: entries.count, root: root, edge: edge)
        for entry in batch { appender.append(entry) }
        for content in appender.changedTiles {
            tiles[[content.tile.level, content.tile.index]] = content.bytes
        }
        entries += batch
        root = appender.root
    }

    func tree(size: Int) -> TiledTree {
        let tiles = tiles
        return TiledTree(size: size) { tile in
            Array(tiles[[tile.level, tile.index], default: []].prefix(tile.width * Hash256.count))
        }
    }

    /// Every file that the log would serve, by path.
    func files(key: SignerKey) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let checkpoint = Checkpoint(origin: key.verifierKey.name, size: entries.count, root: root)
        files["checkpoint"] = try checkpoint.signed(by: key).encoded
        for (place, bytes) in tiles {
            let tile = Tile(level: place[0], index: place[1], width: bytes.count / Hash256.count)
            guard let tile else { continue }
            files[tile.path] = bytes
            guard tile.level == 0 else { continue }
            let start = tile.index * Tile.fullWidth
            let bundle = Array(entries[start..<start + tile.width])
            files[LogPath.entries(tile).path] = try EntryBundle.encode(bundle)
        }
        return files
    }
}

/// The tree hash straight from RFC 6962 section 2.1, for comparison.
func plainRoot(_ entries: some RandomAccessCollection<[UInt8]>) -> Hash256 {
    let entries = Array(entries)
    guard entries.count > 1 else { return entries.first.map(MerkleHash.leaf) ?? Hash256(of: []) }
    var middle = 1
    while middle * 2 < entries.count { middle *= 2 }
    return MerkleHash.node(plainRoot(entries[..<middle]), plainRoot(entries[middle...]))
}
