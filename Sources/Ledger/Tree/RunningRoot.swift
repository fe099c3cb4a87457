/// The root over entries that are read once in order, in O(log n) memory: checks a whole log against a
/// checkpoint that somebody kept.
public struct RunningRoot: Sendable {
    /// The number of entries so far.
    public private(set) var size = 0
    /// The roots of the complete subtrees so far, largest first; their sizes are the one bits of `size`.
    private var peaks: [Hash256] = []

    /// Starts with an empty tree.
    public init() {}

    /// Adds the next entry.
    public mutating func append(_ entry: [UInt8]) {
        var hash = MerkleHash.leaf(entry)
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = MerkleHash.node(peaks.removeLast(), hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The root over the entries so far; compare it with the checkpoint of this size.
    public var root: Hash256 {
        guard var root = peaks.last else { return MerkleHash.empty }
        for peak in peaks.dropLast().reversed() { root = MerkleHash.node(peak, root) }
        return root
    }
}
