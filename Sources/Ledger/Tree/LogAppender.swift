/// Adds entries at the right edge of the tree and touches only the tiles that change: O(log n) an entry.
public struct LogAppender: Sendable {
    /// The number of leaves so far.
    public private(set) var size: Int
    /// The hashes of each level's partial tile, lowest level first.
    private var edge: [[Hash256]]
    private var filled: [TileContent] = []
    private var touched: Set<Int> = []

    /// Starts with an empty log.
    public init() {
        (size, edge) = (0, [])
    }

    /// Continues a log of `size` leaves from the tiles that `Tile.edge(ofTreeOf:)` names, or wider ones.
    /// Throws `TreeError` when one is missing or short, or when they do not give the root signed last.
    public init(size: Int, root: Hash256, edge tiles: [TileContent]) throws(TreeError) {
        guard size >= 0 else { throw .rootMismatch(size: size) }
        self.init()
        self.size = size
        for wanted in Tile.edge(ofTreeOf: size) {
            let stored = tiles.first { $0.tile.level == wanted.level && $0.tile.index == wanted.index }
            guard let stored else { throw .tileMissing(wanted) }
            while edge.count < wanted.level { edge.append([]) }
            edge.append(try TileContent(tile: wanted, bytes: stored.bytes).hashes())
        }
        guard self.root == root else { throw .rootMismatch(size: size) }
    }

    /// Adds one entry (for Casebridge the 32 bytes of an event's hash) as the next leaf.
    public mutating func append(_ entry: [UInt8]) {
        push(MerkleHash.leaf(entry), level: 0)
        size += 1
    }

    /// The tiles that are new or wider than at the start; store them before the checkpoint is published.
    public var changedTiles: [TileContent] {
        let partial = Tile.edge(ofTreeOf: size).filter { touched.contains($0.level) }
        return filled + partial.map { TileContent(tile: $0, hashes: edge[$0.level]) }
    }

    /// The tiles that became full since the last time, for a reader of a whole log who keeps none of them.
    public mutating func takeFullTiles() -> [TileContent] {
        defer { filled = [] }
        return filled
    }

    /// The Merkle tree hash over all leaves so far (RFC 6962 section 2.1).
    public var root: Hash256 {
        var root: Hash256?
        for hashes in edge where !hashes.isEmpty {
            for peak in peaks(of: hashes).reversed() {
                root = root.map { MerkleHash.node(peak, $0) } ?? peak
            }
        }
        return root ?? MerkleHash.empty
    }

    private mutating func push(_ hash: Hash256, level: Int) {
        if edge.count == level { edge.append([]) }
        edge[level].append(hash)
        touched.insert(level)
        guard edge[level].count == Tile.fullWidth else { return }
        let index = size >> ((level + 1) * Tile.height)
        filled.append(TileContent(tile: Tile(unchecked: level, index, Tile.fullWidth), hashes: edge[level]))
        let above = MerkleHash.root(of: edge[level][...])
        edge[level] = []
        push(above, level: level + 1)
    }

    /// The roots of the complete subtrees within a partial tile, left to right.
    private func peaks(of hashes: [Hash256]) -> [Hash256] {
        var start = 0
        return Subtree.covering(0..<hashes.count).map { subtree in
            let end = start + 1 << subtree.height
            defer { start = end }
            return MerkleHash.root(of: hashes[start..<end])
        }
    }
}
