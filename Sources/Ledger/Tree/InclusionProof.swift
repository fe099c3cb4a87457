/// The proof that one entry is in a tree.
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's place, from 0.
    public let index: Int
    /// The number of leaves in the tree.
    public let size: Int
    /// From the leaf's sibling up to the root's child.
    public let hashes: [Hash256]

    /// Takes a proof as it was read; `verify` judges it.
    public init(index: Int, size: Int, hashes: [Hash256]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Throws `ProofError` unless `entry` stands at `index` under `root` (RFC 9162 section 2.1.3.2).
    public func verify(entry: [UInt8], root: Hash256) throws(ProofError) {
        guard 0..<max(size, 0) ~= index else { throw .outsideTree }
        var (node, last) = (index, size - 1)
        var hash = MerkleHash.leaf(entry)
        for sibling in hashes {
            guard last > 0 else { throw .wrongLength }
            if node.isOdd || node == last {
                hash = MerkleHash.node(sibling, hash)
                while !node.isOdd, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = MerkleHash.node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        guard last == 0 else { throw .wrongLength }
        guard hash == root else { throw .wrongRoot }
    }
}

extension Int {
    var isOdd: Bool { self & 1 == 1 }
}
