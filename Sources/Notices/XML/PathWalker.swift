import CLibXML2

/// Follows a document through the rules of one format and calls those that match.
final class PathWalker: ElementSink {
    /// No title or description of a real notice comes near; what does is an attack or a broken file.
    static let longestText = 1 << 20

    private struct Level {
        let node: Int
        /// False for an element that stands between a deep node and what its rules look for.
        let isOwn: Bool
    }

    private let draft: AnyObject
    private let paths: ElementPaths
    private let nodes: UnsafePointer<ElementPaths.Node>
    // Unchecked: events come one after the other and only from the parser, and no rule reaches these. The checks
    // would cost more than the rules.
    @exclusivity(unchecked) private var levels: [Level] = []
    /// Elements open inside one that no rule names.
    @exclusivity(unchecked) private var skipped = 0
    @exclusivity(unchecked) private var captureDepth = 0
    @exclusivity(unchecked) private var captured: [UInt8] = []
    @exclusivity(unchecked) private var capturedAttribute: String?

    /// The paths must be those of the draft's own format.
    init(draft: AnyObject, paths: ElementPaths) {
        self.draft = draft
        self.paths = paths
        nodes = paths.nodes
        levels.reserveCapacity(32)
        captured.reserveCapacity(4096)
    }

    override func start(_ element: Element) {
        if skipped > 0 {
            skipped += 1
        } else if levels.isEmpty {
            levels.append(Level(node: 0, isOwn: true))
        } else {
            descend(into: element)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard captureDepth > 0, skipped == 0 else { return }
        guard levels.count == captureDepth || nodes[levels[captureDepth - 1].node].isProse else {
            return
        }
        guard captured.count + bytes.count <= Self.longestText else {
            refuse(.textTooLong(limit: Self.longestText))
            return
        }
        captured.append(contentsOf: bytes)
    }

    override func end(named name: UnsafePointer<xmlChar>) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        let depth = levels.count
        guard let level = levels.popLast() else { return }
        if captureDepth > 0, depth > captureDepth {
            if name[0] == UInt8(ascii: "P"), name[1] == 0 { captured.append(UInt8(ascii: "\n")) }
            return
        }
        guard level.isOwn else { return }
        if depth == captureDepth { deliver(to: level.node) }
        for close in nodes[level.node].close { close(draft) }
    }

    private func descend(into element: Element) {
        let parent = levels[levels.count - 1]
        let isCapturingProse = captureDepth > 0 && nodes[levels[captureDepth - 1].node].isProse
        if isCapturingProse {
            levels.append(Level(node: parent.node, isOwn: false))
        } else if let child = paths.child(named: element.name, of: parent.node) {
            enter(child, element)
        } else if nodes[parent.node].isDeep {
            nodes[parent.node].inside?(draft, element)
            levels.append(Level(node: parent.node, isOwn: false))
        } else {
            skipped = 1
        }
    }

    private func enter(_ node: Int, _ element: Element) {
        if let gate = nodes[node].gate, !gate(draft, element) {
            skipped = 1
            return
        }
        levels.append(Level(node: node, isOwn: true))
        for open in nodes[node].open { open(draft, element) }
        guard nodes[node].text != nil, captureDepth == 0 else { return }
        captureDepth = levels.count
        captured.removeAll(keepingCapacity: true)
        capturedAttribute = nodes[node].textAttribute.flatMap { element[$0] }
    }

    private func deliver(to node: Int) {
        captureDepth = 0
        nodes[node].text?(draft, Self.trimmed(captured), capturedAttribute)
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        var start = bytes.startIndex
        var end = bytes.endIndex
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
