/// Which ranges of leaves a proof names, as RFC 9162 sections 2.1.3.1 and 2.1.4.1 define them.
enum ProofPath {
    /// PATH(index, D[range]): from the leaf's sibling up to the root's child.
    static func inclusion(of index: Int, in range: Range<Int>) -> [Range<Int>] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + Subtree.split(range.count)
        if index < middle {
            return inclusion(of: index, in: range.lowerBound..<middle) + [middle..<range.upperBound]
        }
        return inclusion(of: index, in: middle..<range.upperBound) + [range.lowerBound..<middle]
    }

    /// PROOF(old, D[0..<size]); nothing to prove for an empty or an equal tree.
    static func consistency(from old: Int, to size: Int) -> [Range<Int>] {
        guard 0 < old, old < size else { return [] }
        return subproof(to: old, in: 0..<size, oldRootIsKnown: true)
    }

    /// SUBPROOF, where `end` is where the older tree ends.
    private static func subproof(to end: Int, in range: Range<Int>, oldRootIsKnown: Bool) -> [Range<Int>] {
        if end == range.upperBound { return oldRootIsKnown ? [] : [range] }
        let middle = range.lowerBound + Subtree.split(range.count)
        if end <= middle {
            let left = range.lowerBound..<middle
            return subproof(to: end, in: left, oldRootIsKnown: oldRootIsKnown) + [middle..<range.upperBound]
        }
        let right = middle..<range.upperBound
        return subproof(to: end, in: right, oldRootIsKnown: false) + [range.lowerBound..<middle]
    }
}
