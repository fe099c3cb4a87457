import Accounts
import Foundation
import Forms
import Postgres
import Risk
import Web
import Workflows

@testable import Casework

extension BridgeWorld {
    /// The folder that holds Package.swift.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func rules() throws -> IndicatorRules {
        try IndicatorRules(folder: repository.appending(path: "Workflows/indicators").path)
    }

    /// Workflows and indicators as they are shipped, and the small form of the tests.
    static func load(into operators: PostgresPool, _ entering: SQL) async throws {
        let workflows = try WorkflowSet.load(directory: repository.appending(path: "Workflows"))
        _ = try await operators.pipeline(
            entering: entering,
            [
                "SELECT casebridge.load_workflows(\(JSONText(workflows.documents())))",
                "SELECT casebridge.load_indicators(\(JSONText(try rules().loadDocument)))",
                try BridgeForm.version(1).loading,
            ])
    }

    static func people(_ office: AccountOffice) async throws -> [Person: (id: UUID, caller: Caller)] {
        let watch = try await office.create(
            NewOrganisation(kind: .monitoring, name: "Bridge Watch", country: "IT", timeZone: "Europe/Rome"))
        let other = try await office.create(
            NewOrganisation(kind: .monitoring, name: "Open Sofia", country: "BG", timeZone: "Europe/Sofia"))
        var people: [Person: (id: UUID, caller: Caller)] = [:]
        for person in Person.allCases {
            let email = "\(person.rawValue)@example.org"
            let id = try await office.create(
                NewAccount(
                    organisation: person == .boris ? other : watch, email: email,
                    name: person.rawValue.capitalized, language: "en", roles: [person.role]),
                passwordHash: "$none$")
            let token = try await office.createToken(
                email: email, label: nil, scopes: nil, expires: Date(timeIntervalSinceNow: 86_400))
            let caller = Caller(
                token: token, requestID: "test-request", language: .english, network: "192.0.2.0/24")
            people[person] = (id, caller)
            guard person == .ana else { continue }
            try await office.recordTraining(id, title: "Basics", from: "2020-01-01", until: "2099-01-01")
        }
        return people
    }

    /// The one lot of a bridge whose award says a single tender.
    static func contract(
        _ operators: PostgresPool, _ superuser: PostgresPool, _ entering: SQL
    ) async throws -> UUID {
        let notice = try TemporaryFolder()
        try notice.write("bridge.xml", NoticeText.award("990900-2022", lots: [.init("", tenders: 1)]))
        _ = try await ImportNotices(database: operators, entering: entering, rules: try rules())
            .run(paths: [notice.url.path]) { _ in }
        return try await superuser.query("SELECT id FROM casebridge.contract").only().get("id", UUID.self)
    }
}

/// A case on its way, each step as its person would take it.
struct BridgeCase: Sendable {
    private struct Made: Decodable, Sendable {
        let id: UUID
    }

    let world: BridgeWorld
    let id: UUID
    let assignment: UUID

    /// Selected by Carla, offered to Ana and accepted by her.
    init(accepted world: BridgeWorld) async throws {
        let (carla, ana) = (try world.caller(.carla), try world.caller(.ana))
        let selected: SQL = "SELECT casebridge.create_case(\(world.contract), 'High risk') AS answer"
        let id = try await world.desk.ask(carla, selected).decoded(Made.self).id
        let monitor = try world.id(.ana)
        let offer: SQL = "SELECT casebridge.create_assignment(\(id), \(monitor), current_date + 60) AS answer"
        let assignment = try await world.desk.ask(carla, offer).decoded(Made.self).id
        _ = try await world.desk.ask(ana, "SELECT casebridge.declare_conflict(\(id), false, '') AS answer")
        let accept = MoveRequest(
            kind: .assignment, id: assignment, action: "accept", version: nil, reason: nil, data: nil)
        _ = try await world.desk.ask(ana, accept.sql)
        (self.world, self.id, self.assignment) = (world, id, assignment)
    }

    /// Ana's report on the newest loaded version of a form.
    func report(form: String = BridgeForm.name) async throws -> UUID {
        let sql = ReportQueries.create(id, form: form, problems: "[]", wording: nil)
        return try await world.desk.ask(try world.caller(.ana), sql).decoded(Made.self).id
    }
}
