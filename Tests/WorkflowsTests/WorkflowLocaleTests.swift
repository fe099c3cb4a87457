import Foundation
import Testing
import Workflows
import Yams

/// The wording of workflows in every language.
@Suite struct WorkflowLocaleTests {
    static let languages = ["en", "bg", "it"]

    static func texts(_ language: String) throws -> [String: String] {
        let url = shippedFolder.deletingLastPathComponent()
            .appendingPathComponent("Templates/locales/\(language)/workflow.yaml")
        let node = try #require(try Yams.compose(yaml: String(contentsOf: url, encoding: .utf8)))
        var texts: [String: String] = [:]
        collect(node, path: [], into: &texts)
        return texts
    }

    private static func collect(_ node: Node, path: [String], into texts: inout [String: String]) {
        if let text = node.scalar?.string { texts[path.joined(separator: ".")] = text }
        for (key, value) in node.mapping ?? [:] {
            collect(value, path: path + [key.scalar?.string ?? ""], into: &texts)
        }
    }

    @Test(arguments: languages)
    func `each language has the keys of English and none is empty`(language: String) throws {
        let texts = try Self.texts(language)
        #expect(Set(texts.keys) == Set(try Self.texts("en").keys))
        #expect(texts.values.allSatisfy { !$0.isEmpty })
    }

    @Test func `every name in the workflow files has its wording, and no wording is left over`() throws {
        let set = try WorkflowSet.load(directory: shippedFolder)
        let written = Set(try Self.texts("en").keys)
        let needed = Set(Self.keys(of: set)).union(
            Catalogue.standard.requirements.flatMap(Self.requirementKeys))
        #expect(needed.subtracting(written) == [])
        let families = [
            "kinds", "statuses", "actions", "history", "roles", "clocks", "requirements", "permissions",
        ]
        let closed = written.filter { key in families.contains { key.hasPrefix("workflow.\($0).") } }
        #expect(closed.subtracting(needed) == [])
    }

    @Test func `every scope, debtor, and need has its wording`() throws {
        let written = Set(try Self.texts("en").keys)
        #expect(Role.Scope.allCases.allSatisfy { written.contains("workflow.scopes.\($0.rawValue)") })
        #expect(Clock.Debtor.allCases.allSatisfy { written.contains("workflow.owed_by.\($0.rawValue)") })
        for need in try WorkflowSet.load(directory: shippedFolder).machines.flatMap(\.moves).flatMap(\.needs)
        {
            let key = need.text.replacingOccurrences(of: "data.", with: "")
            #expect(written.contains("workflow.needs.\(key)"), "\(key)")
        }
    }

    @Test func `the vocabulary of findings is whole`() throws {
        let written = try Self.texts("en").keys
        #expect(written.count { $0.hasPrefix("workflow.categories.") } == 24)
        #expect(written.count { $0.hasPrefix("workflow.phases.") } == 9)
    }

    static func keys(of set: WorkflowSet) -> [String] {
        let machines = set.machines.flatMap { machine -> [String] in
            let kind = machine.kind.text
            return ["workflow.kinds.\(kind)"]
                + machine.statuses.map { "workflow.statuses.\(kind).\($0.name)" }
                + machine.moves.flatMap {
                    ["workflow.actions.\(kind).\($0.action)", "workflow.history.\(kind).\($0.action)"]
                }
        }
        let roles = set.roles.all.flatMap { role in
            ["workflow.roles.\(role.name).name", "workflow.roles.\(role.name).description"]
                + role.permissions.map { "workflow.permissions.\($0)" }
        }
        return machines + roles + set.clocks.all.map { "workflow.clocks.\($0.name)" }
    }

    static func requirementKeys(_ name: String) -> [String] {
        ["workflow.requirements.\(name).refusal", "workflow.requirements.\(name).next"]
    }
}
