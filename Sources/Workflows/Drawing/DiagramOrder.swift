extension DiagramGraph {
    /// Orders the nodes of each layer so that few lines cross: sweeps down and up by the mean place of the
    /// neighbours, and keeps the best order seen.
    mutating func order() {
        var best = layers
        var fewest = crossings
        for round in 0..<24 where fewest > 0 {
            let isDown = round % 2 == 0
            let sweep = isDown ? Array(layers.indices) : layers.indices.reversed()
            for layer in sweep { sort(layer, by: isDown ? layer - 1 : layer + 1) }
            if crossings < fewest { (best, fewest) = (layers, crossings) }
        }
        layers = best
        exchangeNeighbours()
    }

    private mutating func sort(_ layer: Int, by other: Int) {
        guard layers.indices.contains(other) else { return }
        let places = Dictionary(
            uniqueKeysWithValues: layers[other].enumerated().map { ($0.element, Double($0.offset)) })
        let keyed = layers[layer].enumerated().map { place, node in
            let near = neighbours(of: node, on: other).compactMap { places[$0] }
            return (node, near.isEmpty ? Double(place) : near.reduce(0, +) / Double(near.count), place)
        }
        layers[layer] = keyed.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
    }

    /// What the sweeps leave: exchanges two neighbours wherever that removes a crossing.
    private mutating func exchangeNeighbours() {
        var fewest = crossings
        var improved = true
        while improved {
            improved = false
            for layer in layers.indices {
                for place in layers[layer].indices.dropLast() {
                    layers[layer].swapAt(place, place + 1)
                    if crossings < fewest {
                        (fewest, improved) = (crossings, true)
                    } else {
                        layers[layer].swapAt(place, place + 1)
                    }
                }
            }
        }
    }

    /// How many pairs of lines cross.
    var crossings: Int {
        var places = Array(repeating: 0, count: nodes.count)
        for layer in layers { for (place, node) in layer.enumerated() { places[node] = place } }
        return layers.indices.dropLast().reduce(0) { sum, upper in
            let ends = lines.compactMap { line -> (Int, Int)? in
                let (a, b) =
                    nodes[line.from].layer < nodes[line.to].layer
                    ? (line.from, line.to) : (line.to, line.from)
                return nodes[a].layer == upper ? (places[a], places[b]) : nil
            }
            return sum + Self.crossings(of: ends)
        }
    }

    private static func crossings(of ends: [(Int, Int)]) -> Int {
        ends.indices.reduce(0) { sum, first in
            sum + ends[(first + 1)...].count { (ends[first].0 - $0.0) * (ends[first].1 - $0.1) < 0 }
        }
    }
}
