/// The tree of names while it is made from the rules.
struct PathTable {
    private(set) var nodes: [ElementPaths.Node] = [.init()]

    mutating func add(_ rule: ErasedRule, at path: [String]) {
        var node = 0
        for name in path {
            if name == "**" { nodes[node].isDeep = true } else { node = child(name, of: node) }
        }
        add(rule, to: node)
    }

    private mutating func child(_ name: String, of node: Int) -> Int {
        let bytes = Array(name.utf8)
        let pattern = NamePattern(bytes)
        let known =
            pattern.isPattern
            ? nodes[node].patterns.first { $0.pattern == pattern }?.node
            : nodes[node].exact.first { $0.name == bytes }?.node
        if let known { return known }
        nodes.append(ElementPaths.Node())
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
    static func hash(_ name: UnsafePointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var cursor = name
        while cursor.pointee != 0 {
            hash = (hash ^ UInt64(cursor.pointee)) &* 0x100_0000_01b3
            cursor += 1
        }
        return hash
    }
}
