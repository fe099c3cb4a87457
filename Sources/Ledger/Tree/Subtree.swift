/// A complete subtree of 2^height leaves that starts at a multiple of its size.
struct Subtree: Hashable {
    let height: Int
    let index: Int

    /// The largest power of two below `count`, which is at least 2.
    static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }

    /// The complete subtrees that make up leaves `range`, left to right; the start is aligned as in RFC 6962.
    static func covering(_ range: Range<Int>) -> [Subtree] {
        var subtrees: [Subtree] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let rest = range.upperBound - start
            let height = Int.bitWidth - 1 - rest.leadingZeroBitCount
            subtrees.append(Subtree(height: height, index: start >> height))
            start += 1 << height
        }
        return subtrees
    }

    /// The tile that holds this subtree's hashes in a tree of `size` leaves, and which of them they are.
    func place(inTreeOf size: Int) -> (tile: Tile, hashes: Range<Int>) {
        let level = height / Tile.height
        let count = 1 << (height % Tile.height)
        let first = index * count
        let tile = Tile.at(level: level, index: first / Tile.fullWidth, inTreeOf: size)
        let offset = first % Tile.fullWidth
        return (tile, offset..<offset + count)
    }
}
