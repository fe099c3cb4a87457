/// A run of up to 256 hashes of one level of the tree (C2SP tlog-tiles).
public struct Tile: Hashable, Sendable {
    /// 0 holds leaf hashes; each hash of level L+1 is the root of one full tile of level L.
    public let level: Int
    /// The tile's number within its level, from 0.
    public let index: Int
    /// How many hashes it holds: 256 when full, 1 to 255 at the right edge.
    public let width: Int

    /// Takes level (0 to 63), index and width (1 to 256); nil outside these ranges.
    public init?(level: Int, index: Int, width: Int) {
        guard 0...63 ~= level, index >= 0, 1...Tile.fullWidth ~= width else { return nil }
        self.init(unchecked: level, index, width)
    }

    /// Whether the tile will never change again.
    public var isFull: Bool { width == Tile.fullWidth }

    /// The number of hashes in a full tile.
    public static let fullWidth = 256

    static let height = 8

    /// The tile as wide as a tree of `size` leaves has it; the tile must exist there.
    static func at(level: Int, index: Int, inTreeOf size: Int) -> Tile {
        let hashes = size >> (level * height)
        return Tile(unchecked: level, index, min(fullWidth, hashes - index * fullWidth))
    }

    /// The partial tiles at the right edge of a tree of `size` leaves, lowest level first.
    public static func edge(ofTreeOf size: Int) -> [Tile] {
        var tiles: [Tile] = []
        var (level, hashes) = (0, size)
        while hashes > 0 {
            let width = hashes % fullWidth
            if width > 0 { tiles.append(Tile(unchecked: level, hashes / fullWidth, width)) }
            (level, hashes) = (level + 1, hashes / fullWidth)
        }
        return tiles
    }

    init(unchecked level: Int, _ index: Int, _ width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }
}

/// A tile and its hashes, 32 bytes each.
public struct TileContent: Hashable, Sendable {
    /// Which tile.
    public let tile: Tile
    /// `tile.width` × 32 bytes.
    public let bytes: [UInt8]

    /// Takes a tile as it was read; its length is checked where it is used.
    public init(tile: Tile, bytes: [UInt8]) {
        self.tile = tile
        self.bytes = bytes
    }

    init(tile: Tile, hashes: some Collection<Hash256>) {
        self.init(tile: tile, bytes: hashes.flatMap(\.bytes))
    }

    /// The first `width` hashes. More bytes are fine, since a wider tile begins with the narrower one.
    func hashes() throws(TreeError) -> [Hash256] {
        guard bytes.count >= tile.width * Hash256.count, bytes.count.isMultiple(of: Hash256.count) else {
            throw .tileLength(tile, bytes: bytes.count)
        }
        return (0..<tile.width).map { number in
            Hash256(unchecked: Array(bytes[number * Hash256.count..<(number + 1) * Hash256.count]))
        }
    }
}
