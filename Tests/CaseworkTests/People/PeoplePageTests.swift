import Accounts
import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct PeoplePageTests {
    private static let id = CasePageTests.id

    private static func people() throws -> PeopleList {
        try PageReader.record(
            """
            {"items": [
              {"id": "\(id)", "name": "Ben", "pseudonym": "P-1", "email": "ben@demo.example", "disabled": true, "is_me": true, "second_factor": true,
               "grants": [{"id": "\(id)", "role": "monitor", "effective": false, "proposed_by_me": false}]},
              {"id": "\(id)", "name": "Ana", "pseudonym": "P-2", "email": "ana@demo.example", "disabled": false,
               "is_me": false, "second_factor": true, "grants": [
                 {"id": "\(id)", "role": "reviewer", "effective": true, "proposed_by_me": null},
                 {"id": "\(id)", "role": "approver", "effective": false, "proposed_by_me": false},
                 {"id": "\(id)", "role": "monitor", "effective": false, "proposed_by_me": true}]},
              {"id": "\(id)", "name": "Eva", "pseudonym": "P-3", "email": "eva@demo.example", "disabled": false,
               "is_me": false, "second_factor": false, "grants": []}]}
            """)
    }

    @Test(arguments: ["en", "bg", "it"])
    func `people, a person, the account and trainings show every part of their models`(language: String)
        throws
    {
        let reader = try PageReader(permissions: ["training.record", "user.manage"], language: language)
        let list = try Self.people()
        #expect(try reader.faults("People/list", PeopleModel(list, reader.visit)) == [])
        let typed = FormInput([("role", "approver")])
        typed.refuse("role", "own_role")
        for person in list.items {
            let model = PersonModel(person, roles: ["monitor", "approver"], typed, reader.visit)
            #expect(try reader.faults("People/person", model) == [])
        }
        for factor in Self.factors {
            let sessions = try Self.sessions()
            let model = AccountModel(
                reader.visit, factor, sessions, CalendarFeedState(createdAt: factor.enrolledAt))
            #expect(try reader.faults("People/account", model) == [])
        }
        let monitors = try AssignmentPageTests.monitors()
        for list in [monitors, MonitorList(items: [])] {
            #expect(try reader.faults("People/monitors", MonitorsModel(list, reader.visit)) == [])
        }
        #expect(
            try reader.faults("People/training", TrainingModel(monitors.items[0], typed, reader.visit)) == [])
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the page of one's own password shows its model, and never what was typed`(language: String) throws {
        let reader = try PageReader(language: language)
        let typed = FormInput([("present", "typed one"), ("password", "typed two"), ("again", "typed three")])
        for code in ["present", "password", "again"] { typed.refuse(code, "missing") }
        for form in [FormInput([]), typed] {
            let model = PasswordModel(form, reader.visit)
            #expect(try reader.faults("People/password", model) == [])
            #expect(!(try reader.html("People/password", model)).contains("typed "))
        }
    }

    static let factors = [
        SecondFactorState(enrolledAt: nil, isRequired: false, recoveryCodesLeft: 0),
        SecondFactorState(enrolledAt: "2026-01-01T00:00:00Z", isRequired: true, recoveryCodesLeft: 1),
        SecondFactorState(enrolledAt: "2026-01-01T00:00:00Z", isRequired: false, recoveryCodesLeft: 9),
    ]

    static func sessions() throws -> SessionList {
        try PageReader.record(
            """
            {"items": [
              {"id": "\(id)", "kind": "browser", "created_at": "2026-01-01T00:00:00Z", "last_seen_at": "2026-01-01T00:00:00Z",
               "network": "192.0.2.0/24", "agent": "firefox", "label": null, "is_this": true},
              {"id": "\(id)", "kind": "browser", "created_at": "2026-01-01T00:00:00Z", "last_seen_at": "2026-01-01T00:00:00Z",
               "network": null, "agent": null, "label": null, "is_this": false},
              {"id": "\(id)", "kind": "api", "created_at": "2026-01-01T00:00:00Z", "last_seen_at": "2026-01-01T00:00:00Z",
               "network": null, "agent": null, "label": "tests", "is_this": false}]}
            """)
    }

    @Test(arguments: [("user.manage", [false, true, false]), ("role.grant", [false, false, false])])
    func `a second factor is taken from others who have one, by whoever manages people`(
        permission: String, offered: [Bool]
    ) throws {
        let reader = try PageReader(permissions: [permission])
        let models = try Self.people().items.map { PersonModel($0, roles: [], nil, reader.visit) }
        #expect(models.map { $0.resetFactor != nil } == offered)
    }

    @Test func `each session but this one has a button, and removal is offered where no role forbids it`()
        throws
    {
        let reader = try PageReader()
        let models = try Self.factors.map {
            AccountModel(reader.visit, $0, try Self.sessions(), CalendarFeedState(createdAt: nil))
        }
        #expect(models[0].sessions.map { $0.revocation == nil } == [true, false, false])
        #expect(models.map { $0.factor.removal == nil } == [true, true, false])
        #expect(models.map { $0.factor.renewCodes == nil } == [true, false, false])
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the pages of the second factor show every part of their models`(language: String) throws {
        let reader = try PageReader(language: language)
        let typed = FormInput([("next", "/cases")])
        typed.refuse("code", "code_refused")
        typed.refuse("proof", "proof_refused")
        let offered = OfferedFactor(email: "ana@demo.example", secret: FactorSecret())
        let words = reader.words
        #expect(try reader.faults("People/code", CodeModel(typed, reader.visit.context, words)) == [])
        let enrolment = EnrolmentModel(offered, action: "/x", isRequired: true, typed, csrf: nil, words)
        #expect(try reader.faults("People/enrolment", enrolment) == [])
        let codes = RecoveryCodesModel(RecoveryCode.set(), next: "/", words)
        #expect(try reader.faults("People/recovery-codes", codes) == [])
        for factor in Self.factors {
            let model = ConfirmationModel(typed, factor, reader.visit)
            #expect(try reader.faults("People/confirmation", model) == [])
        }
    }

    @Test func `a proposal is confirmed neither by who made it nor by whom it concerns`() throws {
        let reader = try PageReader()
        let people = try Self.people().items
        let own = PersonModel(people[0], roles: ["monitor"], nil, reader.visit)
        #expect(own.grants.map { $0.confirm == nil } == [true])
        #expect(own.propose == nil)
        let other = PersonModel(people[1], roles: ["monitor", "auditor"], nil, reader.visit)
        #expect(other.grants.map { $0.confirm == nil } == [true, false, true])
        #expect(other.grants.map(\.waits) == [false, false, true])
        #expect(other.role.options.map(\.value) == ["auditor"])
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the sign-in page shows every part of its model`(language: String) throws {
        let reader = try PageReader(language: language)
        let field = TextField(
            name: "email", label: "E", error: "wrong", type: "email", autocomplete: "username")
        #expect(
            try reader.faults(
                "People/sign-in", SignInModel(csrf: "", next: "/", email: field, password: field)) == [])
    }
}
