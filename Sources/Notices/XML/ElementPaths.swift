/// The rules of a format as a tree of names, so that reading costs one comparison per known element and
/// nothing for what stands inside an unknown one. Free of generics, which would cost more than the parsing.
struct ElementPaths: @unchecked Sendable {
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

    /// At an address of their own, so that looking at one counts no references. The tables of the formats are made
    /// once, never change and live as long as the program: they are shared freely and never freed.
    let nodes: UnsafePointer<Node>

    /// Paths start at the child of the root element; the root itself chooses the format.
    init<Draft: AnyObject>(_ rules: [ElementRule<Draft>]) {
        var table = PathTable()
        for rule in rules { table.add(ErasedRule(rule.action), at: rule.path) }
        let nodes = UnsafeMutablePointer<Node>.allocate(capacity: table.nodes.count)
        for (index, node) in table.nodes.enumerated() { (nodes + index).initialize(to: node) }
        self.nodes = UnsafePointer(nodes)
    }

    /// The node of a child element with that zero-terminated name, or nil when no rule names it.
    func child(named name: UnsafePointer<UInt8>, of node: Int) -> Int? {
        if !nodes[node].hashes.isEmpty {
            let hash = PathTable.hash(name)
            for index in nodes[node].hashes.indices where nodes[node].hashes[index] == hash {
                if Self.equals(name, nodes[node].exact[index].name) { return nodes[node].exact[index].node }
            }
        }
        for (pattern, child) in nodes[node].patterns where pattern.matches(name) { return child }
        return nil
    }

    private static func equals(_ name: UnsafePointer<UInt8>, _ other: [UInt8]) -> Bool {
        for index in other.indices where name[index] != other[index] { return false }
        return name[other.count] == 0
    }
}
