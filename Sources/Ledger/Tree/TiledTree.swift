/// A tree of a given size, read tile by tile: its root and its proofs cost O(log n) tiles.
public struct TiledTree: Sendable {
    /// Answers a tile's hashes, 32 bytes each; more than `tile.width` hashes are fine, fewer are refused.
    public typealias Read = @Sendable (Tile) async throws -> [UInt8]

    /// The number of leaves.
    public let size: Int
    private let read: Read

    /// Takes the size of a published checkpoint and how to read a tile of the log.
    public init(size: Int, read: @escaping Read) {
        self.size = size
        self.read = read
    }

    /// The root as the stored tiles give it; compare it with the signed one.
    public func root() async throws -> Hash256 {
        guard size > 0 else { return MerkleHash.empty }
        return try await hashes([0..<size])[0]
    }

    /// The leaf hash at `index`, as its tile holds it.
    public func leafHash(_ index: Int) async throws -> Hash256 {
        guard index >= 0, index < size else { throw TreeError.noSuchLeaf(index: index, size: size) }
        return try await hashes([index..<index + 1])[0]
    }

    /// The audit path of leaf `index` (RFC 9162 section 2.1.3.1).
    public func inclusionProof(index: Int) async throws -> InclusionProof {
        guard index >= 0, index < size else { throw TreeError.noSuchLeaf(index: index, size: size) }
        let path = try await hashes(ProofPath.inclusion(of: index, in: 0..<size))
        return InclusionProof(index: index, size: size, hashes: path)
    }

    /// The proof that the first `old` leaves are those of the older tree (RFC 9162 section 2.1.4.1).
    public func consistencyProof(from old: Int) async throws -> ConsistencyProof {
        guard old >= 0, old <= size else { throw TreeError.notOlder(old: old, size: size) }
        let path = try await hashes(ProofPath.consistency(from: old, to: size))
        return ConsistencyProof(oldSize: old, size: size, hashes: path)
    }

    /// The tree hash of each range, reading every tile once.
    private func hashes(_ ranges: [Range<Int>]) async throws -> [Hash256] {
        let subtrees = ranges.map { Subtree.covering($0) }
        var tiles: [Tile: [Hash256]] = [:]
        for subtree in subtrees.joined() {
            let tile = subtree.place(inTreeOf: size).tile
            if tiles[tile] == nil {
                tiles[tile] = try TileContent(tile: tile, bytes: try await read(tile)).hashes()
            }
        }
        return subtrees.map { fold($0, tiles) }
    }

    private func fold(_ subtrees: [Subtree], _ tiles: [Tile: [Hash256]]) -> Hash256 {
        var result: Hash256?
        for subtree in subtrees.reversed() {
            let place = subtree.place(inTreeOf: size)
            let hash = MerkleHash.root(of: tiles[place.tile, default: []][place.hashes])
            result = result.map { MerkleHash.node(hash, $0) } ?? hash
        }
        return result ?? MerkleHash.empty
    }
}
