import Foundation
import Postgres
import Testing

@testable import Casework
@testable import Web

/// Every statement that a page asks, executed as the person who asks it, and its answer read into the page's values.
@Suite struct PageStatementTests {
    @Test func `the coordinator's pages read what the database answers`() async throws {
        try await BridgeWorld.use { world in
            let carla = try #require(world.people[.carla]).caller
            let opened: CaseOpening = try await world.desk.ask(
                carla, CaseOpening.sql(contract: world.contract, reason: "Single bid")
            ).decoded()
            let ana = try #require(world.people[.ana])
            _ = try await world.desk.ask(
                carla, AssignmentQueries.create(opened.id, monitor: ana.id, dueOn: "2999-01-01"))
            let answers = try await world.desk.ask(
                carla,
                all: [
                    Viewer.sql, ContractQueries.one(world.contract), ContractQueries.indicators,
                    CaseQueries.statuses,
                    CaseQueries.one(opened.id), AssignmentMoves.sql(ofCase: opened.id),
                    CaseQueries.timeline(opened.id),
                    AssignmentQueries.monitors, PeopleQueries.roles,
                    CaseQueries.list(CaseFilter(statuses: ["assigned"])),
                ])
            #expect(try answers[0].decoded(Viewer.self).holds("contract.select"))
            #expect(try answers[1].decoded(ContractView.self).caseId == opened.id)
            _ = try answers[2].decoded([KnownIndicator].self)
            #expect(try answers[3].decoded([String].self).first == "selected")
            #expect(try answers[4].decoded(CaseView.self).assignments.map(\.status) == ["offered"])
            #expect(try answers[5].decoded([AssignmentMoves].self).count == 1)
            #expect(try answers[6].decoded([HistoryEvent].self).last?.reason == "Single bid")
            #expect(try answers[7].decoded(MonitorList.self).items.contains { $0.id == ana.id })
            #expect(try answers[8].decoded([String].self).contains("reviewer"))
            #expect(try answers[9].decoded(CaseList.self).items.map(\.id) == [opened.id])
            let mine: [OwnAssignment] = try await world.desk.ask(ana.caller, AssignmentQueries.mine).decoded()
            #expect(mine.map(\.caseId) == [opened.id])
            let nobody: [OwnAssignment] = try await world.desk.ask(carla, AssignmentQueries.mine).decoded()
            #expect(nobody.isEmpty)
        }
    }

    @Test func `another organisation's coordinator finds neither the case nor its assignments`() async throws
    {
        try await BridgeWorld.use { world in
            let carla = try #require(world.people[.carla]).caller
            let boris = try #require(world.people[.boris]).caller
            let opened: CaseOpening = try await world.desk.ask(
                carla, CaseOpening.sql(contract: world.contract, reason: "Single bid")
            ).decoded()
            await #expect(throws: PostgresError.self) {
                try await world.desk.ask(boris, CaseQueries.one(opened.id))
            }
            let moves: [AssignmentMoves] = try await world.desk.ask(
                boris, AssignmentMoves.sql(ofCase: opened.id)
            )
            .decoded()
            #expect(moves.isEmpty)
            let contract: ContractView = try await world.desk.ask(boris, ContractQueries.one(world.contract))
                .decoded()
            #expect(contract.caseId == nil)
        }
    }
}
