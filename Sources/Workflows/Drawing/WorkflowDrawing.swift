/// Pictures of a machine, the same for the same file: Mermaid for documents, SVG for pages.
public struct WorkflowDrawing: Sendable {
    /// Looks up a key of the locale files, such as `workflow.statuses.report.draft`; nil when there is none.
    public typealias Wording = @Sendable (_ key: String) -> String?

    let machine: Machine
    let wording: Wording

    /// A drawing of a machine; without a wording it shows the names of the file.
    public init(of machine: Machine, wording: @escaping Wording = { _ in nil }) {
        self.machine = machine
        self.wording = wording
    }

    /// The machine as text of Mermaid's `stateDiagram-v2`.
    public func mermaid() -> String {
        let states = machine.statuses.map { "    state \"\(plain(words(for: $0)))\" as \($0.name)" }
        let moves = machine.moves.flatMap { move in
            (move.isCreation ? ["[*]"] : move.from.map(\.text)).map { from in
                "    \(from) --> \(move.to): \(plain(words(for: move)))"
            }
        }
        let ends = machine.statuses.filter(\.isFinal).map { "    \($0.name) --> [*]" }
        return (["stateDiagram-v2"] + states + moves + ends).joined(separator: "\n") + "\n"
    }

    /// The machine as a standalone SVG document with a title, a description in words, and no style sheet or
    /// script.
    public func svg() -> String {
        var graph = DiagramGraph(machine, words: self)
        graph.order()
        graph.place()
        return SVGDocument(graph: graph, drawing: self).text
    }

    func words(for status: Status) -> String {
        found("workflow.statuses.\(machine.kind).\(status.name)", otherwise: status.name.text)
    }

    func words(for move: Move) -> String {
        found("workflow.actions.\(machine.kind).\(move.action)", otherwise: move.action.text)
    }

    /// The title: the kind of record.
    var title: String { found("workflow.kinds.\(machine.kind)", otherwise: machine.kind.text) }

    /// Every move in a line: what the picture shows, for those who do not see it.
    var description: String {
        machine.moves.map { move in
            let from = move.from.compactMap { machine.status(named: $0.text) }.map(words(for:))
            let to = machine.status(named: move.to.text).map(words(for:)) ?? move.to.text
            return (from.isEmpty ? "" : from.joined(separator: ", ") + " → ")
                + "[\(words(for: move))] → \(to)."
        }.joined(separator: " ")
    }

    func legend(_ name: String) -> String { found("workflow.drawing.\(name)", otherwise: name) }

    private func found(_ key: String, otherwise name: String) -> String {
        wording(key) ?? name.split(separator: "_").joined(separator: " ")
    }

    /// Mermaid reads colons, semicolons, hashes and quotes as its own.
    private func plain(_ text: String) -> String {
        String(text.map { ":;#\"\n".contains($0) ? " " : $0 })
    }
}
