extension DiagramGraph {
    static let margin = 24.0
    private static let columnGap = 22.0
    private static let rowGap = 28.0

    /// Gives each node its centre: rows from the top, and in each row places as near to the neighbours as the
    /// room between the labels allows.
    mutating func place() {
        placeRows()
        for layer in layers.indices { spread(layer, towards: { _ in (0, 1) }) }
        for round in 0..<60 {
            let sweep = round % 2 == 0 ? Array(layers.indices) : layers.indices.reversed()
            for layer in sweep { spread(layer, towards: pull) }
        }
        straightenTrunks()
        let left = nodes.map { $0.x - $0.width / 2 }.min() ?? 0
        for node in nodes.indices { nodes[node].x += Self.margin - left }
    }

    /// The picture's width and height without a legend.
    var size: (width: Double, height: Double) {
        let right = nodes.map { $0.x + $0.width / 2 }.max() ?? 0
        let bottom = nodes.map { $0.y + $0.height / 2 }.max() ?? 0
        return (right + Self.margin, bottom + Self.margin)
    }

    private mutating func placeRows() {
        var top = Self.margin
        for layer in layers {
            let height = layer.map { nodes[$0].height }.max() ?? 0
            for node in layer {
                nodes[node].y = top + height / 2
                if nodes[node].isBend { nodes[node].height = height }
            }
            top += height + Self.rowGap
        }
    }

    /// Where a node's neighbours want it, and how much: lines between bends want most to be straight.
    private func pull(_ node: Int) -> (place: Double, weight: Double) {
        let pulls = lines.compactMap { line -> (Double, Double)? in
            guard line.from == node || line.to == node else { return nil }
            let other = nodes[line.from == node ? line.to : line.from]
            return (other.x, Self.weight(nodes[node], other))
        }
        let weight = pulls.reduce(0) { $0 + $1.1 }
        guard weight > 0 else { return (nodes[node].x, 0.1) }
        return (pulls.reduce(0) { $0 + $1.0 * $1.1 } / weight, weight)
    }

    /// Puts the bends of one move below each other where the rows leave room for it.
    private mutating func straightenTrunks() {
        for move in nodes.indices {
            let bends = Set(
                lines.filter { $0.move == move }.flatMap { [$0.from, $0.to] }.filter { nodes[$0].isBend })
            guard bends.count > 1 else { continue }
            let rooms = bends.map(room)
            let left = rooms.map(\.lowerBound).max() ?? 0
            let right = rooms.map(\.upperBound).min() ?? 0
            guard left <= right else { continue }
            let mean = bends.sorted().reduce(0) { $0 + nodes[$1].x } / Double(bends.count)
            for bend in bends { nodes[bend].x = min(max(mean, left), right) }
        }
    }

    /// Between which places a node may stand without touching its neighbours in the row.
    private func room(of node: Int) -> ClosedRange<Double> {
        let row = layers[nodes[node].layer]
        let place = row.firstIndex(of: node) ?? 0
        let half = nodes[node].width / 2 + Self.columnGap / 2
        let before = place > 0 ? nodes[row[place - 1]] : nil
        let after = place + 1 < row.count ? nodes[row[place + 1]] : nil
        let left = before.map { $0.x + $0.width / 2 + half } ?? -.infinity
        let right = after.map { $0.x - $0.width / 2 - half } ?? .infinity
        return min(left, nodes[node].x)...max(right, nodes[node].x)
    }

    private static func weight(_ node: Node, _ other: Node) -> Double {
        switch (node.isBend, other.isBend) {
        case (true, true): 12
        case (true, false), (false, true): 0.4
        case (false, false): 1
        }
    }

    /// Least squares under the order and the gaps of a row: blocks that would overlap move as one to their
    /// mean.
    private mutating func spread(_ layer: Int, towards wanted: (Int) -> (place: Double, weight: Double)) {
        var offset = 0.0
        var previous = 0.0
        var blocks: [(place: Double, weight: Double, members: [(node: Int, offset: Double)])] = []
        for node in layers[layer] {
            let half = nodes[node].width / 2
            if node != layers[layer].first { offset += previous + half + Self.columnGap }
            previous = half
            let (place, weight) = wanted(node)
            blocks.append((place - offset, weight, [(node, offset)]))
            while blocks.count > 1, blocks[blocks.count - 2].place > blocks[blocks.count - 1].place {
                let last = blocks.removeLast()
                let block = blocks.removeLast()
                let weight = block.weight + last.weight
                let mean = (block.place * block.weight + last.place * last.weight) / weight
                blocks.append((mean, weight, block.members + last.members))
            }
        }
        for block in blocks {
            for member in block.members { nodes[member.node].x = block.place + member.offset }
        }
    }
}
