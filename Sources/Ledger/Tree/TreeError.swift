/// What can be wrong with stored tiles or with a question about the tree.
public enum TreeError: Error, Hashable, Sendable {
    /// The stored tile has fewer bytes than its width needs, or no whole number of hashes.
    case tileLength(Tile, bytes: Int)
    /// A tile of the right edge was not given.
    case tileMissing(Tile)
    /// The stored tiles give another root than the one that was signed: do not extend them.
    case rootMismatch(size: Int)
    /// There is no such leaf in a tree of this size.
    case noSuchLeaf(index: Int, size: Int)
    /// A tree cannot be consistent with a larger one that it should have grown from.
    case notOlder(old: Int, size: Int)
    /// An entry is longer than a bundle's 16-bit length can say.
    case entryTooLong(bytes: Int)
    /// An entry bundle ends inside an entry, or holds another number of entries than announced.
    case malformedBundle
}

extension TreeError: CustomStringConvertible {
    /// The fault and its place in one sentence, for logs.
    public var description: String {
        switch self {
        case .tileLength(let tile, let bytes): "the stored tile \(tile.path) has \(bytes) bytes"
        case .tileMissing(let tile): "the tile \(tile.path) of the tree's right edge is missing"
        case .rootMismatch(let size): "the stored tiles do not give the signed root of size \(size)"
        case .noSuchLeaf(let index, let size): "a tree of \(size) leaves has no leaf \(index)"
        case .notOlder(let old, let size): "a tree of \(size) leaves did not grow from one of \(old)"
        case .entryTooLong(let bytes): "a log entry of \(bytes) bytes is longer than 65535"
        case .malformedBundle: "the entry bundle is cut short or holds another number of entries"
        }
    }
}
