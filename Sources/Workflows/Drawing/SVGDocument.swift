/// Writes a placed graph as SVG. Colours are attributes, since pages forbid styles inside a document.
struct SVGDocument {
    let graph: DiagramGraph
    let drawing: WorkflowDrawing

    private let ink = "#1c2733"
    private let person = "#1f4e8c"
    private let system = "#6b7280"
    private let approval = "#17693a"

    var text: String {
        let legend = SVGLegend(drawing: drawing, person: person, system: system, approval: approval, ink: ink)
        let width = max(graph.size.width, legend.width)
        let height = graph.size.height + legend.height
        let id = "workflow-\(drawing.machine.kind)"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(number(width)) \(number(height))" \
            width="\(number(width))" height="\(number(height))" role="img" \
            aria-labelledby="\(id)-title \(id)-description" font-family="system-ui, 'Noto Sans', sans-serif" \
            font-size="13">
            <title id="\(id)-title">\(SVGText.escaped(drawing.title))</title>
            <desc id="\(id)-description">\(SVGText.escaped(drawing.description))</desc>
            <defs>\([person, system, approval].map(arrow).joined())</defs>
            <rect width="100%" height="100%" fill="#ffffff"/>
            <g transform="translate(\(number((width - graph.size.width) / 2)) 0)">
            \(lines.joined(separator: "\n"))
            \(nodes.joined(separator: "\n"))
            </g>
            <g transform="translate(0 \(number(graph.size.height)))">\(legend.text)</g>
            </svg>

            """
    }

    private func arrow(_ colour: String) -> String {
        """
        <marker id="\(arrowID(colour))" viewBox="0 0 10 10" refX="9" refY="5" \
        markerWidth="7" markerHeight="7" orient="auto">\
        <path d="M0 0.8 10 5 0 9.2z" fill="\(colour)"/></marker>
        """
    }

    private func arrowID(_ colour: String) -> String {
        "workflow-\(drawing.machine.kind)-arrow-\(colour.dropFirst())"
    }

    private func colour(of move: Move) -> String {
        move.isApproval ? approval : move.actor == .system ? system : person
    }

    private var lines: [String] {
        let ports = DiagramPorts(graph)
        return graph.lines.map { line in
            guard case .move(let move) = graph.nodes[line.move].content else { return "" }
            let colour = colour(of: move)
            let (start, end) = ports.ends(of: line)
            let middle = (start.y + end.y) / 2
            let dash = move.actor == .system ? " stroke-dasharray=\"5 4\"" : ""
            let marker = line.hasArrow ? " marker-end=\"url(#\(arrowID(colour)))\"" : ""
            let box = graph.nodes[line.from]
            let begins = box.isBend ? "\(number(2 * box.y - start.y))V\(number(start.y))" : number(start.y)
            return """
                <path d="M\(number(start.x)) \(begins)C\(number(start.x)) \(number(middle)) \
                \(number(end.x)) \(number(middle)) \(number(end.x)) \(number(end.y))" fill="none" \
                stroke="\(colour)" stroke-width="1.4"\(dash)\(marker)/>
                """
        }
    }

    private var nodes: [String] {
        graph.nodes.map { node in
            switch node.content {
            case .start: "<circle cx=\"\(number(node.x))\" cy=\"\(number(node.y))\" r=\"8\" fill=\"\(ink)\"/>"
            case .bend: ""
            case .status(let status): box(node, isFinal: status.isFinal) + label(node, ink, weight: "600")
            case .move(let move):
                pill(node, colour(of: move), isDashed: move.actor == .system)
                    + label(node, colour(of: move), weight: "400")
            }
        }.filter { !$0.isEmpty }
    }

    private func box(_ node: DiagramGraph.Node, isFinal: Bool) -> String {
        let outer = SVGText.rectangle(
            x: node.x, y: node.y, width: node.width, height: node.height, radius: 9,
            attributes: "fill=\"\(isFinal ? "#f1f1ee" : "#e8f0fa")\" stroke=\"\(ink)\" stroke-width=\"1.4\"")
        guard isFinal else { return outer }
        return outer
            + SVGText.rectangle(
                x: node.x, y: node.y, width: node.width - 7, height: node.height - 7, radius: 6,
                attributes: "fill=\"none\" stroke=\"\(ink)\" stroke-width=\"1\"")
    }

    private func pill(_ node: DiagramGraph.Node, _ colour: String, isDashed: Bool) -> String {
        SVGText.rectangle(
            x: node.x, y: node.y, width: node.width, height: node.height, radius: 13,
            attributes: "fill=\"#ffffff\" stroke=\"\(colour)\" stroke-width=\"1\""
                + (isDashed ? " stroke-dasharray=\"5 4\"" : ""))
    }

    private func label(_ node: DiagramGraph.Node, _ colour: String, weight: String) -> String {
        let first = node.y - Double(node.label.lines.count - 1) * DiagramLabel.lineHeight / 2 + 4.5
        return node.label.lines.enumerated().map { index, line in
            SVGText.line(
                line, x: node.x, y: first + Double(index) * DiagramLabel.lineHeight,
                attributes: "text-anchor=\"middle\" fill=\"\(colour)\" font-weight=\"\(weight)\"")
        }.joined()
    }

    private func number(_ value: Double) -> String { SVGText.number(value) }
}
