/// The rules of a format as a tree of names, so that reading costs one comparison per known element and
/// nothing for what stands inside an unknown one.
struct ElementPaths<Draft>: Sendable {
    struct Node: Sendable {
        var exact: [(hash: UInt64, name: [UInt8], node: Int)] = []
        var patterns: [(pattern: [UInt8], node: Int)] = []
        /// Children match at any depth, not only directly inside.
        var isDeep = false
        var gate: ElementRule<Draft>.Gate?
        var open: [ElementRule<Draft>.Start] = []
        var inside: ElementRule<Draft>.Start?
        var text: ElementRule<Draft>.Text?
        var textAttribute: StaticString?
        var isProse = false
        var close: [ElementRule<Draft>.Close] = []
    }

    private(set) var nodes = [Node()]

    /// Paths start at the child of the root element; the root itself chooses the format.
    init(_ rules: [ElementRule<Draft>]) {
        for rule in rules {
            var node = 0
            for name in rule.path {
                if name == "**" { nodes[node].isDeep = true } else { node = child(name, of: node) }
            }
            add(rule.action, to: node)
        }
    }

    /// The node of a child element with that zero-terminated name, or nil when no rule names it.
    func child(named name: UnsafePointer<UInt8>, of node: Int) -> Int? {
        let hash = Self.hash(name)
        for (otherHash, otherName, child) in nodes[node].exact
        where otherHash == hash && Self.equals(name, otherName) {
            return child
        }
        for (pattern, child) in nodes[node].patterns where Self.matches(name, pattern[...]) { return child }
        return nil
    }

    private mutating func child(_ name: String, of node: Int) -> Int {
        let bytes = Array(name.utf8)
        let isPattern = name.contains { "*?".contains($0) }
        let known =
            isPattern
            ? nodes[node].patterns.first { $0.pattern == bytes }?.node
            : nodes[node].exact.first { $0.name == bytes }?.node
        if let known { return known }
        nodes.append(Node())
        let new = nodes.count - 1
        if isPattern {
            nodes[node].patterns.append((bytes, new))
        } else {
            nodes[node].exact.append(((bytes + [0]).withUnsafeBufferPointer(Self.hash), bytes, new))
        }
        return new
    }

    private mutating func add(_ action: ElementRule<Draft>.Action, to node: Int) {
        switch action {
        case .gate(let body): nodes[node].gate = body
        case .open(let body): nodes[node].open.append(body)
        case .close(let body): nodes[node].close.append(body)
        case .inside(let body):
            nodes[node].inside = body
            nodes[node].isDeep = true
        case .text(let attribute, let body), .prose(let attribute, let body):
            nodes[node].text = body
            nodes[node].textAttribute = attribute
            if case .prose = action { nodes[node].isProse = true }
        }
    }

    // FNV-1a: the names are short, and a collision only costs the comparison that follows.
    private static func hash(_ name: UnsafePointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var cursor = name
        while cursor.pointee != 0 {
            hash = (hash ^ UInt64(cursor.pointee)) &* 0x100_0000_01b3
            cursor += 1
        }
        return hash
    }

    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        name.baseAddress.map { hash($0) } ?? 0
    }

    private static func equals(_ name: UnsafePointer<UInt8>, _ other: [UInt8]) -> Bool {
        for index in other.indices where name[index] != other[index] { return false }
        return name[other.count] == 0
    }

    private static func matches(_ name: UnsafePointer<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return name.pointee == 0 }
        let rest = pattern.dropFirst()
        if first == UInt8(ascii: "*") {
            var cursor = name
            while true {
                if matches(cursor, rest) { return true }
                if cursor.pointee == 0 { return false }
                cursor += 1
            }
        }
        guard name.pointee != 0, first == UInt8(ascii: "?") || first == name.pointee else { return false }
        return matches(name + 1, rest)
    }
}
