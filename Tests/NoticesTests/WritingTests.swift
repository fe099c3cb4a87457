import Foundation
import Notices
import Testing

@Suite struct WritingTests {
    @Test(arguments: [
        ("111575-2017", "111575-2017"), ("615-2017", "000615-2017"), ("00615708-2023", "00615708-2023"),
        ("2021/S 045-114147", "114147-2021"), ("2016/S 001-000002", "000002-2016"),
        ("\n 2021/S 045-114147 ", "114147-2021"),
    ])
    func `publication numbers in one writing`(text: String, number: String) {
        #expect(NoticeNumber.normalised(text) == number)
    }

    @Test(arguments: [
        "", "n/a", "2021/S", "12-34", "123456789-2021", "9974ccf1-1d0a-4393-9198-33b67d6e2cb7", "a-2021",
    ])
    func `what is no publication number`(text: String) {
        #expect(NoticeNumber.normalised(text) == nil)
    }

    @Test(arguments: [
        ("00615708_2023.xml", "00615708-2023"), ("x.tar.gz/2023/123456_2022.xml", "123456-2022"),
    ])
    func `numbers in file names`(name: String, number: String) {
        #expect(NoticeNumber.inFileName(name) == number)
        #expect(NoticeNumber.inFileName("can_24_minimal.xml") == nil)
    }

    @Test(arguments: [
        ("629133-2023", ["629133-2023", "00629133-2023"]),
        ("00629133-2023", ["629133-2023", "00629133-2023"]),
        ("001147-2021", ["001147-2021"]), ("9974ccf1-01", ["9974ccf1-01"]),
    ])
    func `a reference is given in both writings of its time`(number: String, writings: [String]) {
        #expect(NoticeNumber.writings(number) == writings)
    }

    @Test(arguments: ["1", "0.01", "9287730.00", "000.5", "12345678901234567890.12"])
    func `plain decimals are amounts`(text: String) {
        #expect(Money(text: text, currency: "EUR")?.amount == Decimal(string: text))
    }

    @Test(arguments: ["", "-1", "9 287 730,00", "1e5", "1.2.3", ".5", "NaN", "unpublished", "١٢"])
    func `anything else is no amount`(text: String) {
        #expect(Money(text: text, currency: "EUR") == nil)
    }

    @Test func `JSON is what Foundation reads back`() throws {
        let nasty = "a\"b\\c\n\t\u{1}é\u{2028}😀"
        var json = JSONWriter()
        json.object { json in
            json.field("text", nasty)
            json.field("none", nil)
            json.field("list", [1, 2])
            json.field("empty") { $0.array([Int]()) { $0.value($1) } }
            json.field("amount", Decimal(string: "1234.50"))
            json.field("yes", true)
        }
        let read = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
        #expect(read?["text"] as? String == nasty)
        #expect(read?["none"] is NSNull)
        #expect(read?["list"] as? [Int] == [1, 2])
        #expect((read?["empty"] as? [Int])?.isEmpty == true)
        #expect(read?["amount"] as? String == "1234.5")
        #expect(read?["yes"] as? Bool == true)
    }
}
