/// Why a proof does not convince.
public enum ProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It speaks of a leaf or a tree that its own size excludes.
    case outsideTree
    /// It has more or fewer hashes than a tree of its size needs.
    case wrongLength
    /// Its hashes lead to another root.
    case wrongRoot

    /// The reason in one sentence, for logs.
    public var description: String {
        switch self {
        case .outsideTree: "the proof speaks of a leaf outside its tree"
        case .wrongLength: "the proof has another number of hashes than its tree needs"
        case .wrongRoot: "the proof leads to another root"
        }
    }
}
