/// Where lines touch their nodes: spread over the side of a box in the order of their other ends.
struct DiagramPorts {
    struct Point {
        let x: Double
        let y: Double
    }

    private struct Side: Hashable {
        let node: Int
        let isTop: Bool
    }

    private let graph: DiagramGraph
    private var sides: [Side: [DiagramGraph.Line]] = [:]

    init(_ graph: DiagramGraph) {
        self.graph = graph
        for line in graph.lines {
            sides[side(of: line.from, in: line), default: []].append(line)
            sides[side(of: line.to, in: line), default: []].append(line)
        }
        for (side, lines) in sides {
            sides[side] = lines.sorted { order($0, at: side.node) < order($1, at: side.node) }
        }
    }

    /// The two ends of a line; where a side has no other line, the end moves along it so that the line is
    /// straight.
    func ends(of line: DiagramGraph.Line) -> (start: Point, end: Point) {
        let start = end(of: line, at: line.from)
        let end = end(of: line, at: line.to)
        let startX = start.x ?? within(line.from, end.x ?? middle(of: line))
        let endX = end.x ?? within(line.to, startX)
        return (Point(x: startX, y: start.y), Point(x: endX, y: end.y))
    }

    private func middle(of line: DiagramGraph.Line) -> Double {
        (graph.nodes[line.from].x + graph.nodes[line.to].x) / 2
    }

    /// The place on a box's side that is nearest to a wanted one.
    private func within(_ node: Int, _ wanted: Double) -> Double {
        let box = graph.nodes[node]
        let reach = max(0, box.width / 2 - 16)
        return min(max(wanted, box.x - reach), box.x + reach)
    }

    private func order(_ line: DiagramGraph.Line, at node: Int) -> (Double, Int) {
        let other = line.from == node ? line.to : line.from
        return (graph.nodes[other].x, other)
    }

    private func side(of node: Int, in line: DiagramGraph.Line) -> Side {
        let other = line.from == node ? line.to : line.from
        return Side(node: node, isTop: graph.nodes[other].layer < graph.nodes[node].layer)
    }

    /// Where a line touches a node; no `x` when it may be anywhere on the side.
    private func end(of line: DiagramGraph.Line, at node: Int) -> (x: Double?, y: Double) {
        let box = graph.nodes[node]
        let side = side(of: node, in: line)
        let lines = sides[side] ?? []
        let y = box.y + (side.isTop ? -1 : 1) * box.height / 2
        switch box.content {
        case .bend, .start: return (box.x, y)
        case .move where !lines.contains(where: \.hasArrow) && lines.count > 1: return (box.x, y)
        case .status, .move:
            guard lines.count > 1, let place = lines.firstIndex(of: line) else { return (nil, y) }
            let gap = min(26, (box.width - 24) / Double(lines.count - 1))
            return (box.x + (Double(place) - Double(lines.count - 1) / 2) * gap, y)
        }
    }
}
