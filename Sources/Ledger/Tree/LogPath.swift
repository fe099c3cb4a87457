/// What the log serves below its prefix (C2SP tlog-tiles), and the path of each.
public enum LogPath: Hashable, Sendable {
    /// The latest signed checkpoint; the only resource that changes.
    case checkpoint
    /// A tile of hashes.
    case tile(Tile)
    /// The entries behind the tile of leaf hashes with this number and width.
    case entries(Tile)

    /// Reads a path relative to the log's prefix, without a leading slash; nil unless written as we write it.
    public init?(_ path: String) {
        if path == "checkpoint" {
            self = .checkpoint
            return
        }
        let parts = path.split(separator: "/" as Character, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, parts[0] == "tile" else { return nil }
        let isEntries = parts[1] == "entries"
        guard let level = isEntries ? 0 : Int(parts[1]),
            let (index, width) = LogPath.position(parts[2...]),
            let tile = Tile(level: level, index: index, width: width)
        else { return nil }
        self = isEntries ? .entries(tile) : .tile(tile)
        // One resource has one path: this refuses signs, needless zeros and other spellings at once.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    /// The path relative to the log's prefix, such as `tile/0/x001/x234/067.p/12`.
    public var path: String {
        switch self {
        case .checkpoint: "checkpoint"
        case .tile(let tile): "tile/\(tile.level)/" + LogPath.position(of: tile)
        case .entries(let tile): "tile/entries/" + LogPath.position(of: tile)
        }
    }

    private static func position(of tile: Tile) -> String {
        var groups = [threeDigits(tile.index % 1000)]
        var rest = tile.index / 1000
        while rest > 0 {
            groups.insert("x" + threeDigits(rest % 1000), at: 0)
            rest /= 1000
        }
        let path = groups.joined(separator: "/")
        return tile.isFull ? path : "\(path).p/\(tile.width)"
    }

    private static func threeDigits(_ number: Int) -> String {
        String(String(number + 1000).dropFirst())
    }

    private static func position(_ parts: ArraySlice<String>) -> (index: Int, width: Int)? {
        var groups = Array(parts)
        var width = Tile.fullWidth
        if groups.count >= 2, groups[groups.count - 2].hasSuffix(".p") {
            guard let partial = Int(groups.removeLast()), partial < width else { return nil }
            width = partial
            groups.append(String(groups.removeLast().dropLast(2)))
        }
        // Six groups of three digits stay below 2^63.
        guard groups.count <= 6 else { return nil }
        var index = 0
        for (position, group) in groups.enumerated() {
            let digits = position < groups.count - 1 ? group.dropFirst() : group[...]
            guard digits.utf8.count == 3, let number = Int(digits) else { return nil }
            index = index * 1000 + number
        }
        return (index, width)
    }
}

extension Tile {
    /// The tile's path relative to the log's prefix.
    public var path: String { LogPath.tile(self).path }
}
