import Crypto
import Foundation
import Testing

@testable import Accounts

@Suite struct FactorTests {
    private let keys = FactorKeys(master: SymmetricKey(size: .bits256))
    private let ana = UUID()

    @Test func `a sealed secret opens again, each time sealed differently`() throws {
        let secret = FactorSecret()
        let sealed = try keys.seal(secret, for: ana)
        #expect(try keys.open(Data(sealed), for: ana) == secret)
        #expect(try keys.seal(secret, for: ana) != sealed)
        #expect(Data(sealed).range(of: secret.bytes) == nil)
    }

    @Test func `it opens for its own account and with its own master key alone`() throws {
        let sealed = Data(try keys.seal(FactorSecret(), for: ana))
        #expect(throws: UnreadableFactor.self) { try keys.open(sealed, for: UUID()) }
        let others = FactorKeys(master: SymmetricKey(size: .bits256))
        #expect(throws: UnreadableFactor.self) { try others.open(sealed, for: ana) }
    }

    @Test func `no changed or shortened byte opens`() throws {
        let sealed = Data(try keys.seal(FactorSecret(), for: ana))
        for place in sealed.indices {
            var spoilt = sealed
            spoilt[place] ^= 1
            #expect(throws: UnreadableFactor.self) { try keys.open(spoilt, for: ana) }
        }
        #expect(throws: UnreadableFactor.self) { try keys.open(sealed.dropLast(), for: ana) }
        #expect(throws: UnreadableFactor.self) { try keys.open(Data(), for: ana) }
    }

    @Test func `secrets and codes print as dots`() {
        let secret = FactorSecret()
        let code = RecoveryCode()
        #expect("\(secret) \(code)" == "••• •••")
        #expect(String(reflecting: secret) + String(reflecting: code) == "••••••")
    }

    @Test func `a secret has 160 bits and is shown in groups of four`() {
        let secret = FactorSecret()
        #expect(secret.bytes.count == 20)
        #expect(secret.text.split(separator: " ").map(\.count) == Array(repeating: 4, count: 8))
    }

    @Test func `the link escapes what an address or a name may hold`() throws {
        let link = FactorSecret().link(account: "a+b&c@example.org", issuer: "Case bridge")
        #expect(link.hasPrefix("otpauth://totp/Case%20bridge:a%2Bb%26c%40example.org?secret="))
        #expect(link.hasSuffix("&issuer=Case%20bridge&algorithm=SHA1&digits=6&period=30"))
    }

    @Test func `a code may be typed with the blanks that apps show in it`() {
        let secret = FactorSecret()
        let code = TOTP.code(of: secret.bytes, step: 1_000)
        let moment = Date(timeIntervalSince1970: 30_000)
        #expect(secret.step(of: code.prefix(3) + " " + code.suffix(3) + "\n", at: moment) == 1_000)
    }

    @Test func `ten recovery codes differ, and each is read as it was shown`() {
        let codes = RecoveryCode.set()
        #expect(Set(codes.map(\.text)).count == 10)
        for code in codes {
            #expect(RecoveryCode(parsing: code.text) == code)
            #expect(RecoveryCode(parsing: " " + code.text.uppercased().replacing("-", with: " ")) == code)
            #expect(keys.hash(code, of: ana).count == 32)
        }
        #expect(keys.hashes(codes, of: ana).count == 320)
    }

    @Test(arguments: [
        "", "123456", "abcd-efgh-jkmn-pqr", "abcd-efgh-jkmn-pqrst", "abcd-efgh-jkmn-pql1",
        "абвг-efgh-jkmn-pqrs",
    ])
    func `what has not the shape of a recovery code is none`(typed: String) {
        #expect(RecoveryCode(parsing: typed) == nil)
    }

    @Test func `a recovery code's hash depends on the account and on the master key`() {
        let code = RecoveryCode()
        let others = FactorKeys(master: SymmetricKey(size: .bits256))
        #expect(keys.hash(code, of: ana) == keys.hash(code, of: ana))
        #expect(keys.hash(code, of: ana) != keys.hash(code, of: UUID()))
        #expect(keys.hash(code, of: ana) != others.hash(code, of: ana))
    }
}
