/// The line below the picture that says what its shapes and colours mean.
struct SVGLegend {
    let drawing: WorkflowDrawing
    let person: String
    let system: String
    let approval: String
    let ink: String

    let height = 34.0

    var width: Double { (places.last.map { $0.x + $0.width } ?? 0) + DiagramGraph.margin }

    var text: String { places.map { sample($0.name, at: $0.x) + words($0) }.joined() }

    private typealias Place = (name: String, x: Double, width: Double)

    private var places: [Place] {
        var names = ["person"]
        if drawing.machine.moves.contains(where: { $0.actor == .system }) { names.append("system") }
        if drawing.machine.moves.contains(where: \.isApproval) { names.append("approval") }
        if drawing.machine.statuses.contains(where: \.isFinal) { names.append("final") }
        var x = DiagramGraph.margin
        return names.map { name in
            let place = (name, x, 44 + DiagramLabel.width(of: drawing.legend(name)) * 12 / 13)
            x += place.2 + 18
            return place
        }
    }

    private func words(_ place: Place) -> String {
        SVGText.line(
            drawing.legend(place.name), x: place.x + 38, y: 14, attributes: "fill=\"\(ink)\" font-size=\"12\""
        )
    }

    private func sample(_ name: String, at x: Double) -> String {
        let attributes =
            switch name {
            case "system": "fill=\"#ffffff\" stroke=\"\(system)\" stroke-dasharray=\"5 4\""
            case "approval": "fill=\"#ffffff\" stroke=\"\(approval)\""
            case "final": "fill=\"#f1f1ee\" stroke=\"\(ink)\" stroke-width=\"1.4\""
            default: "fill=\"#ffffff\" stroke=\"\(person)\""
            }
        let outer = SVGText.rectangle(
            x: x + 15, y: 10, width: 30, height: 17, radius: name == "final" ? 5 : 8, attributes: attributes)
        guard name == "final" else { return outer }
        return outer
            + SVGText.rectangle(
                x: x + 15, y: 10, width: 24, height: 11, radius: 3,
                attributes: "fill=\"none\" stroke=\"\(ink)\"")
    }
}
