/// The rules of a format as a tree of names, so that reading costs one comparison per known element and
/// nothing for what stands inside an unknown one. Free of generics, which would cost more than the parsing.
struct ElementPaths: Sendable {
    struct Node: Sendable {
        /// Apart from the names, so that looking for one touches nothing that is counted by reference.
        var hashes: [UInt64] = []
        var exact: [(name: [UInt8], node: Int)] = []
        var patterns: [(pattern: NamePattern, node: Int)] = []
        /// Children match at any depth, not only directly inside.
        var isDeep = false
        var isProse = false
        var textAttribute: StaticString?
        var gate: ErasedRule.Gate?
        var open: [ErasedRule.Start] = []
        var inside: ErasedRule.Start?
        var text: ErasedRule.Text?
        var close: [ErasedRule.Close] = []
    }

    private(set) var nodes: ContiguousArray<Node> = [Node()]

    /// Paths start at the child of the root element; the root itself chooses the format.
    init<Draft: AnyObject>(_ rules: [ElementRule<Draft>]) {
        for rule in rules {
            var node = 0
            for name in rule.path {
                if name == "**" { nodes[node].isDeep = true } else { node = child(name, of: node) }
            }
            add(ErasedRule(rule.action), to: node)
        }
    }

    /// The node of a child element with that zero-terminated name, or nil when no rule names it.
    func child(named name: UnsafePointer<UInt8>, of node: Int) -> Int? {
        if !nodes[node].hashes.isEmpty {
            let hash = Self.hash(name)
            for index in nodes[node].hashes.indices where nodes[node].hashes[index] == hash {
                if Self.equals(name, nodes[node].exact[index].name) { return nodes[node].exact[index].node }
            }
        }
        for (pattern, child) in nodes[node].patterns where pattern.matches(name) { return child }
        return nil
    }

    private mutating func child(_ name: String, of node: Int) -> Int {
        let bytes = Array(name.utf8)
        let pattern = NamePattern(bytes)
        let known =
            pattern.isPattern
            ? nodes[node].patterns.first { $0.pattern == pattern }?.node
            : nodes[node].exact.first { $0.name == bytes }?.node
        if let known { return known }
        nodes.append(Node())
        let new = nodes.count - 1
        if pattern.isPattern {
            nodes[node].patterns.append((pattern, new))
        } else {
            nodes[node].hashes.append(Self.hash(bytes))
            nodes[node].exact.append((bytes, new))
        }
        return new
    }

    private mutating func add(_ rule: ErasedRule, to node: Int) {
        switch rule {
        case .gate(let body): nodes[node].gate = body
        case .open(let body): nodes[node].open.append(body)
        case .close(let body): nodes[node].close.append(body)
        case .inside(let body):
            nodes[node].inside = body
            nodes[node].isDeep = true
        case .text(let attribute, let isProse, let body):
            nodes[node].text = body
            nodes[node].textAttribute = attribute
            nodes[node].isProse = isProse
        }
    }

    private static func hash(_ name: [UInt8]) -> UInt64 {
        (name + [0]).withUnsafeBufferPointer { $0.baseAddress.map { hash($0) } ?? 0 }
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

    private static func equals(_ name: UnsafePointer<UInt8>, _ other: [UInt8]) -> Bool {
        for index in other.indices where name[index] != other[index] { return false }
        return name[other.count] == 0
    }
}
