import Foundation
import Testing
import Workflows

/// The JSON that the database loads.
@Suite struct WorkflowDocumentsTests {
    struct Documents: Decodable {
        struct Workflow: Decodable {
            struct Status: Decodable, Equatable {
                let name: String
                let position: Int
                let initial: Bool
                let final: Bool
                let access: Bool
                let editable: Bool
                let delivered: Bool
            }
            struct Move: Decodable, Equatable {
                let action: String
                let from: [String]
                let to: String
                let by: String
                let permission: String?
                let approval: Bool
                let needs: [String]
                let requires: [String]
                let then: [String]
                let each_child: [String]
                let effect: String?
                let starts: [String]
                let stops: [String]
            }
            let kind: String
            let version: Int
            let parent: String?
            let definition: String
            let statuses: [Status]
            let moves: [Move]
        }
        struct Role: Decodable {
            let name: String
            let scope: String
            let grantors: Int
            let permissions: [String]
        }
        struct Clock: Decodable {
            let name: String
            let days: Int?
            let due: String
            let owed_by: String
            let soft: Int
            let expires: String?
        }
        let workflows: [Workflow]
        let roles: [Role]
        let clocks: [Clock]
        let roles_version: Int
        let clocks_version: Int
    }

    func documents(_ world: SmallWorld = SmallWorld()) throws -> Documents {
        let text = try #require(world.set).documents()
        return try JSONDecoder().decode(Documents.self, from: Data(text.utf8))
    }

    @Test func `they state every key of a status and a move`() throws {
        let report = try #require(try documents().workflows.last)
        #expect(report.kind == "report" && report.version == 3 && report.parent == "case")
        #expect(
            report.statuses == [
                .init(
                    name: "draft", position: 1, initial: true, final: false, access: true, editable: true,
                    delivered: false),
                .init(
                    name: "submitted", position: 2, initial: false, final: false, access: true,
                    editable: false,
                    delivered: false),
                .init(
                    name: "approved", position: 3, initial: false, final: true, access: false,
                    editable: false,
                    delivered: true),
            ])
        #expect(report.moves.first?.from == [])
        #expect(
            report.moves.first { $0.action == "approve" }
                == .init(
                    action: "approve", from: ["submitted"], to: "approved", by: "account",
                    permission: "report.approve", approval: true, needs: ["reason", "data.remark"],
                    requires: ["reviewer_not_author"], then: ["report"], each_child: [],
                    effect: "take_review", starts: [],
                    stops: ["review"]))
    }

    @Test func `a move of the system has no permission and a counted clock says so`() throws {
        let documents = try documents()
        let move = try #require(documents.workflows.first?.moves.first { $0.action == "report" })
        #expect(move.by == "system" && move.permission == nil)
        #expect(documents.workflows.first?.moves.first { $0.action == "close" }?.each_child == ["end"])
        #expect(documents.clocks.first?.due == "counted" && documents.clocks.first?.days == 14)
        #expect(documents.roles_version == 2 && documents.clocks_version == 4)
        #expect(documents.roles.map(\.grantors) == [2, 2, 2, 1])
        #expect(documents.roles.map(\.name) == ["coordinator", "monitor", "reviewer", "administrator"])
    }

    @Test func `a clock whose date is given has no days`() throws {
        let world = SmallWorld().changing("clocks.yaml", "days: 14", to: "due: given")
        let clock = try #require(try documents(world).clocks.first)
        #expect(
            clock.due == "given" && clock.days == nil && clock.owed_by == "organisation" && clock.soft == 70)
    }

    @Test func `the same content in another dress gives the same text`() throws {
        let dressed = SmallWorld()
            .changing(
                "report.yaml", "kind: report\nversion: 3", to: "# a comment\nversion: 3\nkind:   report")
        #expect(try #require(dressed.set).documents() == #require(SmallWorld().set).documents())
    }

    @Test func `a change of one requirement changes the definition`() throws {
        let changed = SmallWorld()
            .changing("report.yaml", "[reviewer_not_author]", to: "[reviewer_not_author, evidence_verified]")
        let before = try documents().workflows.map(\.definition)
        let after = try documents(changed).workflows.map(\.definition)
        #expect(before.first == after.first && before.last != after.last)
    }

    @Test func `the shipped files give one line of sorted keys`() throws {
        let text = try WorkflowSet.load(directory: shippedFolder).documents()
        #expect(
            text.hasPrefix(
                #"{"clocks":[{"days":7,"due":"counted","expires":"expire","name":"assignment_answer""#))
        #expect(!text.contains("\n"))
    }
}
