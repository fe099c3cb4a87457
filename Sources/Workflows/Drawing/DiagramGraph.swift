/// A machine as nodes on layers: a status on an even layer, a move on the odd layer before its target, and a
/// bend on each layer that a line has to pass. Lines join neighbouring layers only, so that no line hides a
/// label.
struct DiagramGraph {
    enum Content {
        case start
        case status(Status)
        case move(Move)
        case bend
    }

    struct Node {
        let content: Content
        let layer: Int
        let label: DiagramLabel
        var x = 0.0
        var y = 0.0
        /// The label's height; a bend is as high as its row, so that its line passes beside the labels.
        var height: Double

        var isBend: Bool { if case .bend = content { true } else { false } }
        var width: Double { label.width }
    }

    /// A line between two nodes on neighbouring layers; the last one of a move ends in an arrow.
    struct Line: Hashable {
        let from: Int
        let to: Int
        let move: Int
        let hasArrow: Bool
    }

    private(set) var lines: [Line] = []
    var nodes: [Node] = []
    /// The nodes of each layer from left to right.
    var layers: [[Int]] = []
    private var bends: [BendKey: Int] = [:]

    init(_ machine: Machine, words: WorkflowDrawing) {
        let ranks = Self.ranks(of: machine)
        let start = add(.start, layer: 0, label: .dot)
        var statuses: [String: Int] = [:]
        for status in machine.statuses {
            let label = DiagramLabel(words.words(for: status), padding: 18, minimumWidth: 96)
            statuses[status.name.text] = add(
                .status(status), layer: 2 + 2 * (ranks[status.name.text] ?? 0), label: label)
        }
        for move in machine.moves {
            guard let target = statuses[move.to.text] else { continue }
            let sources = move.isCreation ? [start] : move.from.compactMap { statuses[$0.text] }
            add(
                move, from: sources, to: target,
                label: DiagramLabel(words.words(for: move), padding: 10, minimumWidth: 40))
        }
    }

    /// The lines at a node, as the indices of the nodes at their other ends.
    func neighbours(of node: Int, on layer: Int) -> [Int] {
        lines.compactMap { line in
            if line.from == node, nodes[line.to].layer == layer { return line.to }
            if line.to == node, nodes[line.from].layer == layer { return line.from }
            return nil
        }
    }

    private struct BendKey: Hashable {
        let move: Int
        let layer: Int
        let isTail: Bool
    }

    private mutating func add(_ content: Content, layer: Int, label: DiagramLabel) -> Int {
        nodes.append(Node(content: content, layer: layer, label: label, height: label.height))
        while layers.count <= layer { layers.append([]) }
        layers[layer].append(nodes.count - 1)
        return nodes.count - 1
    }

    private mutating func add(_ move: Move, from sources: [Int], to target: Int, label: DiagramLabel) {
        let targetLayer = nodes[target].layer
        let isForward = sources.contains { nodes[$0].layer < targetLayer }
        let node = add(.move(move), layer: isForward ? targetLayer - 1 : targetLayer + 1, label: label)
        for source in sources { connect(source, node, move: node) }
        lines.append(Line(from: node, to: target, move: node, hasArrow: true))
    }

    /// Joins a source with its move; the sources of one move share their bends, so that they flow into one
    /// trunk.
    private mutating func connect(_ source: Int, _ node: Int, move: Int) {
        let step = nodes[source].layer < nodes[node].layer ? 1 : -1
        var last = source
        for layer in stride(from: nodes[source].layer + step, to: nodes[node].layer, by: step) {
            let key = BendKey(move: move, layer: layer, isTail: step < 0)
            let bend = bends[key] ?? add(.bend, layer: layer, label: .bend)
            bends[key] = bend
            append(Line(from: last, to: bend, move: move, hasArrow: false))
            last = bend
        }
        append(Line(from: last, to: node, move: move, hasArrow: false))
    }

    private mutating func append(_ line: Line) {
        if !lines.contains(line) { lines.append(line) }
    }

    /// A status stands below every status that a move leads from and that stands before it in the file.
    private static func ranks(of machine: Machine) -> [String: Int] {
        var ranks: [String: Int] = [:]
        for status in machine.statuses {
            let before = machine.moves.filter { $0.to.text == status.name.text }.flatMap(\.from)
            ranks[status.name.text] = (before.compactMap { ranks[$0.text] }.max() ?? -1) + 1
        }
        return ranks
    }
}
