/// The two hashes of a Merkle tree, kept apart by a first byte (RFC 6962 section 2.1).
public enum MerkleHash {
    /// SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> Hash256 {
        Hash256(of: [0] + entry)
    }

    /// SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: Hash256, _ right: Hash256) -> Hash256 {
        Hash256(of: [1] + left.bytes + right.bytes)
    }

    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let empty = Hash256(of: [])

    /// The root over the given hashes in order, split at the largest power of two below their number.
    static func root(of hashes: ArraySlice<Hash256>) -> Hash256 {
        guard let first = hashes.first else { return empty }
        guard hashes.count > 1 else { return first }
        let middle = hashes.startIndex + Subtree.split(hashes.count)
        return node(root(of: hashes[..<middle]), root(of: hashes[middle...]))
    }
}
