import Foundation
import Postgres
import Testing

@testable import Accounts

@Suite struct DoorKeeperTests {
    @Test func `the right password gives a session and the account's language`() async throws {
        try await DoorWorld.use { world in
            guard case .signedIn(let token, let language) = try await world.signIn() else {
                Issue.record("not signed in")
                return
            }
            #expect(language == "it")
            #expect(token.kind == .session)
            let session: SQL = """
                SELECT count(*) AS v FROM casebridge.session WHERE account_id = \(world.ana) AND kind = 'browser'
                    AND token_hash = casebridge.session_hash(\(Array(token.digest)))
                    AND expires_at BETWEEN now() + interval '11 hours' AND now() + interval '12 hours'
                """
            #expect(try await world.value(session, Int.self) == 1)
        }
    }

    @Test(arguments: [" Ana@Example.ORG ", "ANA@EXAMPLE.ORG"])
    func `an address is the same in any case`(email: String) async throws {
        try await DoorWorld.use { world in
            let outcome = try await world.signIn(email)
            #expect(outcome.token != nil)
        }
    }

    @Test(arguments: [
        (DoorWorld.email, "the river under the brid"), (DoorWorld.email, ""),
        ("nobody@example.org", DoorWorld.password), ("", ""), ("' OR true --", "x"),
    ])
    func `wrong password and unknown address have one answer`(email: String, password: String) async throws {
        try await DoorWorld.use { world in
            let outcome = try await world.signIn(email, password)
            #expect(outcome.isRefused)
            #expect(try await world.value("SELECT count(*) AS v FROM casebridge.session", Int.self) == 0)
        }
    }

    @Test func `a disabled account is refused like an unknown one`() async throws {
        try await DoorWorld.use { world in
            try await world.office.disable(email: DoorWorld.email)
            #expect(try await world.signIn().isRefused)
        }
    }

    @Test func `a disabled account's sessions end`() async throws {
        try await DoorWorld.use { world in
            _ = try await world.signIn()
            try await world.office.disable(email: DoorWorld.email)
            let open: SQL = "SELECT count(*) AS v FROM casebridge.session WHERE revoked_at IS NULL"
            #expect(try await world.value(open, Int.self) == 0)
        }
    }

    @Test func `signing in and failing are events, of known accounts only`() async throws {
        try await DoorWorld.use { world in
            _ = try await world.signIn()
            _ = try await world.signIn(DoorWorld.email, "wrong")
            _ = try await world.signIn("nobody@example.org", "wrong")
            let events: SQL = """
                SELECT string_agg(action, ' ' ORDER BY seq) AS v FROM casebridge.audit_event
                WHERE chain_kind = 'account' AND chain_id = \(world.ana) AND action LIKE 'sign%'
                """
            #expect(try await world.value(events, String.self) == "signed_in sign_in_failed")
            let others: SQL = """
                SELECT count(*) AS v FROM casebridge.audit_event WHERE action LIKE 'sign%' AND chain_id <> \(world.ana)
                """
            #expect(try await world.value(others, Int.self) == 0)
        }
    }

    @Test func `no address and no network is kept in the clear`() async throws {
        try await DoorWorld.use { world in
            _ = try await world.signIn("nobody@example.org", "wrong", network: "192.0.2.0/24")
            let kept: String = try await world.value(
                "SELECT string_agg(f::text, ' ') AS v FROM casebridge.sign_in_failure f")
            #expect(!kept.contains("nobody") && !kept.contains("192.0.2"))
        }
    }
}

@Suite struct SignInDelayTests {
    @Test(arguments: [(3, 1), (5, 4), (8, 32), (20, 900)])
    func `the wait of an account doubles with its failures, up to a quarter of an hour`(
        failures: Int, seconds: Int
    ) async throws {
        try await DoorWorld.use { world in
            for number in 0..<failures { try await world.fail(1, network: "network \(number)") }
            let waited = try #require(try await world.signIn().seconds)
            #expect((max(1, seconds - 2)...seconds).contains(waited))
        }
    }

    @Test func `two failures wait for nothing`() async throws {
        try await DoorWorld.use { world in
            try await world.fail(2)
            #expect(try await world.signIn().token != nil)
        }
    }

    @Test func `an unknown address waits like a known one`() async throws {
        try await DoorWorld.use { world in
            for number in 0..<8 {
                try await world.fail(1, email: "nobody@example.org", network: "network \(number)")
            }
            #expect(try await world.signIn("Nobody@example.org", "x").seconds ?? 0 > 20)
        }
    }

    @Test func `a network that failed often waits whatever account it tries`() async throws {
        try await DoorWorld.use { world in
            for number in 0..<13 {
                try await world.fail(1, email: "nobody\(number)@example.org", network: "192.0.2.0/24")
            }
            #expect(try await world.signIn(network: "192.0.2.0/24").seconds ?? 0 > 100)
            #expect(try await world.signIn(network: "198.51.100.0/24").token != nil)
        }
    }

    @Test func `a try while waiting is not counted`() async throws {
        try await DoorWorld.use { world in
            try await world.fail(6)
            _ = try await world.signIn(DoorWorld.email, "wrong")
            #expect(
                try await world.value("SELECT max(failures) AS v FROM casebridge.sign_in_failure", Int32.self)
                    == 6)
        }
    }

    @Test func `a success clears the account's failures`() async throws {
        try await DoorWorld.use { world in
            try await world.fail(2)
            _ = try await world.signIn()
            try await world.fail(2)
            #expect(try await world.signIn().token != nil)
        }
    }

    @Test func `a wait passes`() async throws {
        try await DoorWorld.use { world in
            try await world.fail(8)
            try await world.superuser.transaction(entering: nil) { transaction in
                _ = try await transaction.query("SELECT set_config('role', 'casebridge_gate', true)")
                _ = try await transaction.query(
                    "UPDATE casebridge.sign_in_failure SET last_failed_at = now() - interval '33 seconds'")
            }
            #expect(try await world.signIn().token != nil)
        }
    }
}

@Suite struct RehashTests {
    private func stored(_ world: DoorWorld) async throws -> String {
        try await world.value("SELECT password_hash AS v FROM casebridge.account WHERE id = \(world.ana)")
    }

    @Test func `a hash of other costs is renewed at the next sign-in`() async throws {
        try await DoorWorld.use { world in
            let dearer = Argon2Parameters(memory: 128, iterations: 2, parallelism: 1)
            let keeper = DoorKeeper(database: world.door, passwords: try Passwords(parameters: dearer))
            let before = try await stored(world)
            let wrong = try await keeper.signIn(
                email: DoorWorld.email, password: "wrong", by: Visitor(network: "n"))
            #expect(wrong.isRefused)
            #expect(try await stored(world) == before)
            let first = try await keeper.signIn(
                email: DoorWorld.email, password: DoorWorld.password, by: Visitor(network: "n"))
            #expect(first.token != nil)
            #expect(Argon2.parameters(of: try await stored(world)) == dearer)
            let second = try await keeper.signIn(
                email: DoorWorld.email, password: DoorWorld.password, by: Visitor(network: "n"))
            #expect(second.token != nil)
        }
    }

    @Test func `a hash of today's costs stays`() async throws {
        try await DoorWorld.use { world in
            let before = try await stored(world)
            _ = try await world.signIn()
            #expect(try await stored(world) == before)
        }
    }
}
