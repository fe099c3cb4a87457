/// The proof that a tree grew from an older one by adding leaves only.
public struct ConsistencyProof: Hashable, Sendable {
    /// The number of leaves in the older tree.
    public let oldSize: Int
    /// The number of leaves in the newer tree.
    public let size: Int
    /// The hashes in the order of RFC 9162 section 2.1.4.1.
    public let hashes: [Hash256]

    /// Takes a proof as it was read; `verify` judges it.
    public init(oldSize: Int, size: Int, hashes: [Hash256]) {
        self.oldSize = oldSize
        self.size = size
        self.hashes = hashes
    }

    /// Throws `ProofError` unless the tree under `root` begins with the one under `oldRoot`
    /// (RFC 9162 section 2.1.4.2).
    public func verify(oldRoot: Hash256, root: Hash256) throws(ProofError) {
        guard 0...max(size, 0) ~= oldSize else { throw .outsideTree }
        if oldSize == 0 || oldSize == size {
            guard hashes.isEmpty else { throw .wrongLength }
            guard oldRoot == (oldSize == size ? root : MerkleHash.empty) else { throw .wrongRoot }
            return
        }
        let ends = try climb(from: oldRoot)
        guard ends.old == oldRoot, ends.new == root else { throw .wrongRoot }
    }

    /// Both roots as the proof's hashes give them.
    private func climb(from oldRoot: Hash256) throws(ProofError) -> (old: Hash256, new: Hash256) {
        // A complete older tree is itself a node of the newer one, so its root is left out of the proof.
        let path = oldSize.nonzeroBitCount == 1 ? [oldRoot] + hashes : hashes
        guard let first = path.first else { throw .wrongLength }
        var (node, last) = (oldSize - 1, size - 1)
        while node.isOdd { (node, last) = (node >> 1, last >> 1) }
        var (old, new) = (first, first)
        for hash in path.dropFirst() {
            guard last > 0 else { throw .wrongLength }
            if node.isOdd || node == last {
                old = MerkleHash.node(hash, old)
                new = MerkleHash.node(hash, new)
                while !node.isOdd, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                new = MerkleHash.node(new, hash)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        guard last == 0 else { throw .wrongLength }
        return (old, new)
    }
}
