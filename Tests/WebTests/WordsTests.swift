import Foundation
import Postgres
import Testing

@testable import Web

private let bulgarian = Language("bg")
private let italian = Language("it")

private func locales(_ files: [String: String]) throws -> Locales {
    var entries: [Language: [String: LocaleEntry]] = [:]
    for (code, yaml) in files {
        entries[Language(code)] = try LocaleFile(yaml, name: "\(code)/test.yaml").entries
    }
    return try Locales(entries)
}

@Suite struct LocaleTests {
    @Test func `a text is found by its key, with its placeholders filled`() throws {
        let words = try locales(["en": "a:\n  b: \"Hello {name}, {name}\"", "it": "a.b: Ciao {name}"])
        #expect(words.text("a.b", .english, ["name": "Ana"]) == "Hello Ana, Ana")
        #expect(words.text("a.b", italian, ["name": "Ana"]) == "Ciao Ana")
        #expect(words.text("a.b", bulgarian, ["name": "Ana"]) == "Hello Ana, Ana")
        #expect(words.text("a.c", .english) == "a.c")
        #expect(words.find("a.c", .english) == nil)
        #expect(words.text("a.b", .english) == "Hello {name}, {name}")
    }

    @Test(arguments: [
        ("a: {b: [1]}", "en/test.yaml:1: a.b is neither a text nor a map"),
        ("a: 1\nb: \"{x\"", "en/test.yaml:2: a brace that encloses no placeholder name in \"{x\""),
        ("a: \"}\"", "en/test.yaml:1: a brace that encloses no placeholder name in \"}\""),
        ("a: \"{A b}\"", "en/test.yaml:1: a brace that encloses no placeholder name in \"{A b}\""),
        ("a.b: 1\na:\n  b: 2", "en/test.yaml:3: a.b twice"),
        ("\"a b\": 1", "en/test.yaml:1: a key has letters, digits, _ and - only"),
        ("just text", "en/test.yaml:1: the file is no map"),
    ])
    func `a broken file names its line`(yaml: String, fault: String) {
        #expect(throws: LocaleError(fault)) { try LocaleFile(yaml, name: "en/test.yaml") }
    }

    @Test func `without English there is nothing`() {
        #expect(throws: LocaleError.self) { try locales(["it": "a: b"]) }
    }

    @Test func `the gate hears of missing, unknown and different texts`() throws {
        let words = try locales(["en": "a: x\nb: \"{n}\"\nc: z", "it": "a: x\nb: \"{m}\"\nd: y"])
        #expect(
            words.faults(of: italian) == [
                "it: b has other placeholders than in English", "it: c is missing",
                "it: d does not exist in English",
            ])
    }

    @Test(arguments: ["bg", "it"])
    func `the frame says everything in every language`(code: String) throws {
        #expect(try FrameWords.loaded.get().locales.faults(of: Language(code)) == [])
    }
}

@Suite struct PluralTests {
    @Test(arguments: [
        ("en", [0: PluralForm.other, 1: .one, 2: .other, 21: .other]),
        ("bg", [0: .other, 1: .one, 2: .other, 21: .other]),
        ("it", [0: .other, 1: .one, 2: .other, 1_000_000: .many, 2_000_000: .many, 1_000_001: .other]),
        ("fr", [0: .one, 1: .one, 2: .other, 1_000_000: .many]),
        (
            "pl",
            [
                0: .many, 1: .one, 2: .few, 4: .few, 5: .many, 12: .many, 14: .many, 21: .many, 22: .few,
                112: .many, 122: .few,
            ]
        ),
        (
            "ro",
            [0: .few, 1: .one, 2: .few, 19: .few, 20: .other, 100: .other, 101: .few, 119: .few, 120: .other]
        ),
        (
            "sr-Latn",
            [0: .other, 1: .one, 2: .few, 5: .other, 11: .other, 12: .other, 21: .one, 22: .few, 111: .other]
        ),
        ("mk", [1: .one, 2: .other, 11: .other, 21: .one]),
    ])
    func `numbers take the forms of CLDR`(code: String, forms: [Int: PluralForm]) {
        for (number, form) in forms {
            #expect(PluralForm.of(number, in: Language(code)) == form, "\(code) \(number)")
        }
    }

    @Test func `a text follows its number`() throws {
        let words = try locales([
            "en":
                "number: {group: \",\", group_from: \"4\"}\ncases: {one: \"{count} case\", other: \"{count} cases of {who}\"}"
        ])
        #expect(words.text("cases", .english, count: 1) == "1 case")
        #expect(words.text("cases", .english, count: 1_234, ["who": "Ana"]) == "1,234 cases of Ana")
        #expect(words.text("none", .english, count: 2) == "none")
    }

    @Test func `a map with the key other alone is no plural`() throws {
        #expect(try locales(["en": "sex: {other: Other}"]).find("sex.other", .english) == "Other")
    }
}

@Suite struct DateAndMoneyTests {
    private var words: Locales { get throws { try FrameWords.loaded.get().locales } }

    @Test(arguments: [("en", "22 November 2026"), ("bg", "22 ноември 2026 г."), ("it", "22 novembre 2026")])
    func `a date is written as the language does`(code: String, text: String) throws {
        let date = try #require(LocalDate("2026-11-22"))
        #expect(try words.date(date, Language(code)) == text)
    }

    @Test func `a moment is told in the zone's time`() throws {
        let moment = Date(timeIntervalSince1970: 1795385700)
        let rome = try #require(TimeZone(identifier: "Europe/Rome"))
        #expect(try words.moment(moment, in: rome, .english) == "22 November 2026, 23:15 (UTC+1)")
        #expect(
            try words.moment(moment, in: #require(TimeZone(identifier: "Asia/Kathmandu")), .english)
                == "23 November 2026, 04:00 (UTC+5:45)")
        #expect(try words.moment(moment, in: .gmt, .english) == "22 November 2026, 22:15 (UTC)")
    }

    @Test(arguments: [
        (0.0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"), (4_107_542_400, "2100-03-01"),
        (-2_203_891_200, "1900-03-01"),
    ])
    func `days are counted over leap years`(seconds: Double, day: String) {
        #expect(CivilTime(Date(timeIntervalSince1970: seconds), in: .gmt).date.description == day)
    }

    @Test(arguments: [
        ("en", "1234567.50", "EUR", "€1,234,567.50"), ("en", "999", "HUF", "HUF 999"),
        ("en", "-1234.5", "EUR", "€−1,234.50"), ("it", "0.125", "EUR", "0,125\u{A0}€"),
        ("it", "1234.50", "EUR", "1234,50\u{A0}€"), ("it", "12345.50", "EUR", "12.345,50\u{A0}€"),
        ("bg", "1234567", "BGN", "1\u{A0}234\u{A0}567\u{A0}лв."), ("en", "about ten", "EUR", "about ten EUR"),
    ])
    func `an amount is written as the language does, to the last digit`(
        code: String, amount: String, currency: String, text: String
    ) throws {
        #expect(try words.money(amount, currency, Language(code)) == text)
    }
}

@Suite struct ProjectWordsTests {
    @Test func `every locale file and every template of the project loads`() throws {
        let folder = TestSite.root.appending(path: "Templates")
        let locales = try Locales(folder: folder.appending(path: "locales"))
        #expect(locales.languages.map(\.code) == ["bg", "en", "it"])
        #expect(try Templates(folder: folder, locales: locales).names.contains("layout/page"))
    }
}
