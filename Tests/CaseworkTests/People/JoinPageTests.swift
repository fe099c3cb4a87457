import Accounts
import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct JoinPageTests {
    private static func typed(_ fields: [(String, String)] = []) -> FormInput {
        let form = FormInput(fields)
        for (field, code) in [
            ("name", "missing"), ("pseudonym", "pseudonym_taken"), ("language", "language_unknown"),
            ("password", "password_too_short"), ("again", "passwords_differ"), ("email", "email_taken"),
            ("roles", "role_unknown"), ("regions", "regions_malformed"), ("time_zone", "time_zone_unknown"),
            ("notifications", "notifications_unknown"), ("languages", "languages_malformed"),
        ] { form.refuse(field, code, detail: "x") }
        return form
    }

    private static let choices = [Choice("en", "English"), Choice("bg", "Български")]

    private static func invitation(by name: String?) throws -> OpenInvitation {
        let by = name.map { "\"\($0)\"" } ?? "null"
        return try PageReader.record(
            """
            {"email": "ivo@example.org", "language": "bg", "roles": ["monitor"], "organisation": "Bridge Watch", "invited_by": \(by)}
            """)
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the pages of joining and of new passwords show every part of their models`(language: String) throws
    {
        let reader = try PageReader(language: language)
        let words = reader.words
        for name in ["Adam", nil] {
            let model = JoinModel(
                Self.typed(), try Self.invitation(by: name), languages: Self.choices, csrf: nil, words)
            #expect(try reader.faults("People/join", model) == [])
        }
        for hasMail in [true, false] {
            let model = ForgottenModel(Self.typed(), csrf: nil, hasMail: hasMail, words)
            #expect(try reader.faults("People/forgotten-password", model) == [])
        }
        let owner: PasswordOwner = try PageReader.record(#"{"email": "ana@example.org", "name": "Ana"}"#)
        let choose = ChoosePasswordModel(Self.typed(), owner, csrf: nil, words)
        #expect(try reader.faults("People/new-password", choose) == [])
        for template in ["People/link-asked", "People/link-ended"] {
            #expect(try reader.faults(template, NoticeModel(title: "T", text: "x")) == [])
        }
        let code = CodeOfConduct(locales: words.locales)
        for accepted in ["2026-01-01T00:00:00Z", nil] {
            for version in [1, nil] as [Int64?] {
                let state = ConductState(version: version, acceptedAt: accepted)
                #expect(try reader.faults("People/conduct", ConductModel(code, state, reader.visit)) == [])
            }
        }
        let address = CalendarAddressModel(address: "https://x")
        #expect(try reader.faults("People/calendar-address", address) == [])
    }

    @Test(arguments: ["en", "bg", "it"], [["user.manage"], ["monitor.invite"]] as [Set<String>])
    func `the pages of invitations and of the profile show every part of their models`(
        language: String, permissions: Set<String>
    ) throws {
        let reader = try PageReader(permissions: permissions, language: language)
        let id = UUID()
        let list: InvitationList = try PageReader.record(
            """
            {"items": [
              {"id": "\(id)", "email": "a@b.org", "language": "en", "roles": [], "invited_by": null, "created_at": "2026-01-01T00:00:00Z",
               "expires_at": "2026-01-08T00:00:00Z", "expired": true, "mailed": true, "failure": null},
              {"id": "\(id)", "email": "c@b.org", "language": "en", "roles": ["monitor"], "invited_by": "Adam", "created_at": "2026-01-01T00:00:00Z",
               "expires_at": "2999-01-08T00:00:00Z", "expired": false, "mailed": false, "failure": "recipient_refused"}]}
            """)
        for hasMail in [true, false] {
            for list in [list, InvitationList(items: [])] {
                let model = InvitationsModel(
                    list, roles: ["monitor"], languages: Self.choices, hasMail: hasMail, Self.typed(),
                    reader.visit)
                #expect(try reader.faults("People/invitations", model) == [])
            }
            let model = ProfileModel(
                ProfileInput(Self.typed()), version: 1, own: Self.choices, hasMail: hasMail,
                Self.typed().problems,
                reader.visit)
            #expect(try reader.faults("People/profile", model) == [])
        }
    }

    @Test(arguments: [
        ("short", "short", ["password_too_short"]),
        ("ivo@example.org", "ivo@example.org", ["password_personal"]),
        ("a heron in shallow water", "another", ["passwords_differ"]), ("", "", ["missing"]),
    ])
    func `a password that may not be used is told by its code`(
        password: String, again: String, codes: [String]
    ) {
        let form = FormInput([("password", password), ("again", again)])
        #expect(NewPasswordFields.read(form, personal: "ivo@example.org".addressWords) == nil)
        #expect(form.problems.map(\.code) == codes)
    }

    @Test func `the code of conduct has one version, and a wording of its own in each language`() throws {
        let reader = try PageReader()
        let locales = reader.words.locales
        let code = CodeOfConduct(locales: locales)
        #expect(Set(locales.languages.map { locales.text("conduct.version", $0) }) == [String(code.version)])
        #expect(code.version >= 1 && Set(code.wording.values).count == code.wording.count)
        #expect(code.wording.values.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{64}/) != nil })
    }

    @Test func `regions are read as people write lists`() throws {
        let input = ProfileInput(FormInput([("regions", " it, bg41;BG\n"), ("time_zone", "")]))
        #expect(input.patch["regions"]?.elements?.compactMap(\.text) == ["IT", "BG41", "BG"])
        #expect(input.patch["time_zone"] == .null)
    }
}
