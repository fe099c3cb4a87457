import Foundation
import Testing

@testable import Workflows

/// Pictures of the shipped machines.
@Suite struct WorkflowDrawingTests {
    static let kinds = ["case", "assignment", "report", "referral"]

    func machine(_ kind: String) throws -> Machine {
        try #require(try WorkflowSet.load(directory: shippedFolder).machine(kind))
    }

    @Test func `Mermaid names every status, every move from each status, the beginning and the ends`() throws
    {
        let machine = try #require(SmallWorld().set?.machine("case"))
        #expect(
            WorkflowDrawing(of: machine).mermaid() == """
                stateDiagram-v2
                    state "open" as open
                    state "reported" as reported
                    state "closed" as closed
                    [*] --> open: select
                    open --> reported: report
                    reported --> closed: close
                    closed --> reported: reopen
                    closed --> [*]

                """)
    }

    @Test func `a wording replaces the names, and Mermaid's own characters are taken out of it`() throws {
        let machine = try #require(SmallWorld().set?.machine("case"))
        let drawing = WorkflowDrawing(of: machine) {
            $0 == "workflow.statuses.case.open" ? "Open: \"now\"" : nil
        }
        #expect(drawing.mermaid().contains("state \"Open   now \" as open"))
        #expect(drawing.svg().contains("Open: &quot;now&quot;"))
    }

    @Test(arguments: kinds)
    func `a picture is the same each time, is well-formed, and says in words what it shows`(kind: String)
        throws
    {
        let drawing = WorkflowDrawing(of: try machine(kind))
        let svg = drawing.svg()
        #expect(svg == WorkflowDrawing(of: try machine(kind)).svg())
        #expect(svg.contains("role=\"img\"") && svg.contains("<title id=") && svg.contains("<desc id="))
        #expect(!svg.contains("<style") && !svg.contains(" style=") && !svg.contains("nan"))
        #expect(svg.components(separatedBy: "<text").count == svg.components(separatedBy: "</text>").count)
        for status in try machine(kind).statuses {
            #expect(drawing.description.contains(status.name.text.replacingOccurrences(of: "_", with: " ")))
        }
    }

    @Test(arguments: kinds)
    func `no two labels overlap`(kind: String) throws {
        let machine = try machine(kind)
        var graph = DiagramGraph(machine, words: WorkflowDrawing(of: machine))
        graph.order()
        graph.place()
        let boxes = graph.nodes.filter { !$0.isBend }
        for (index, first) in boxes.enumerated() {
            for second in boxes[(index + 1)...] {
                let apartX = abs(first.x - second.x) >= (first.width + second.width) / 2
                let apartY = abs(first.y - second.y) >= (first.height + second.height) / 2
                #expect(apartX || apartY, "\(first.label.lines) and \(second.label.lines)")
            }
        }
        #expect(boxes.allSatisfy { $0.x - $0.width / 2 >= 0 && $0.x + $0.width / 2 <= graph.size.width })
    }

    @Test(arguments: kinds)
    func `each line joins neighbouring layers, so that none passes behind a label`(kind: String) throws {
        let machine = try machine(kind)
        let graph = DiagramGraph(machine, words: WorkflowDrawing(of: machine))
        #expect(graph.lines.allSatisfy { abs(graph.nodes[$0.from].layer - graph.nodes[$0.to].layer) == 1 })
    }

    @Test(arguments: kinds)
    func `ordering does not add crossings`(kind: String) throws {
        let machine = try machine(kind)
        var graph = DiagramGraph(machine, words: WorkflowDrawing(of: machine))
        let before = graph.crossings
        graph.order()
        #expect(graph.crossings <= before)
    }
}
