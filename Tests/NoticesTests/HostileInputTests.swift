import Notices
import Testing

@Suite struct HostileInputTests {
    @Test func `a document type declaration is refused before its entities grow`() {
        let bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE ContractNotice [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <ContractNotice>&c;</ContractNotice>
            """
        guard case .documentType(let line) = refusal(bomb) else {
            Issue.record("\(String(describing: refusal(bomb)))")
            return
        }
        #expect(line == 2)
    }

    @Test func `an external entity is never opened`() {
        let text = """
            <!DOCTYPE ContractNotice [<!ENTITY x SYSTEM "file:///etc/hostname">]>
            <ContractNotice>&x;</ContractNotice>
            """
        guard case .documentType = refusal(text) else {
            Issue.record("\(String(describing: refusal(text)))")
            return
        }
    }

    @Test func `an entity that nobody declared is refused`() {
        guard case .notXML = refusal("<ContractNotice>&nobody;</ContractNotice>") else {
            Issue.record("it was read")
            return
        }
    }

    @Test func `the entities that XML itself has are read`() throws {
        let text = NoticeText.ted(
            "F02", "<OBJECT_CONTRACT><TITLE><P>A &amp; B &#x17E;</P></TITLE></OBJECT_CONTRACT>")
        #expect(try read(text).title == "A & B ž")
    }

    @Test func `a notice cut anywhere is refused and never half read`() {
        let bytes = Array(
            NoticeText.eforms(extension: NoticeText.published("16"), body: NoticeText.lot("LOT-1")).utf8)
        for count in 0..<bytes.count - 1 {
            let refused = refusal(Array(bytes[..<count]), fileName: "1_2024.xml")
            switch refused {
            // A name cut short is another root.
            case .notXML, .unknownRoot: continue
            default: Issue.record("cut at \(count): \(String(describing: refused))")
            }
        }
    }

    @Test(arguments: ["", "   ", "hello", "{\"a\": 1}", "\u{1F}\u{8B}\u{8}", "%PDF-1.7"])
    func `what is not XML is refused with a line`(text: String) {
        guard case .notXML(let line, let message) = refusal(text) else {
            Issue.record("\(String(describing: refusal(text)))")
            return
        }
        #expect(line >= 1)
        #expect(!message.isEmpty)
    }

    @Test func `bytes that do not fit the encoding are refused`() {
        var bytes = Array(
            NoticeText.ted("F02", "<OBJECT_CONTRACT><TITLE><P>AB</P></TITLE></OBJECT_CONTRACT>").utf8)
        guard let place = bytes.firstRange(of: Array("AB".utf8)) else { return }
        bytes[place.lowerBound] = 0xFF
        guard case .notXML = refusal(bytes) else {
            Issue.record("\(String(describing: refusal(bytes)))")
            return
        }
    }

    @Test func `another encoding that is declared is read`() throws {
        let title = "<OBJECT_CONTRACT><TITLE><P>caf@</P></TITLE></OBJECT_CONTRACT>"
        let text = NoticeText.ted("F02", title).replacing("UTF-8", with: "ISO-8859-1")
        let bytes = text.utf8.map { $0 == UInt8(ascii: "@") ? 0xE9 : $0 }
        #expect(try NoticeReader.read(bytes, fileName: "x").title == "café")
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["a=''", "a='>'", "a=\"'>\""])
    func `a tag with attributes without end is refused before they are compared`(first: String) {
        let attributes = (0..<300_000).map { "b\($0)=''" }.joined(separator: " ")
        #expect(refusal("<ContractNotice \(first) \(attributes)/>") == .tagTooLong(limit: 16 << 10))
    }

    @Test func `the longest tag that is let through, and one byte more`() {
        func tag(_ length: Int) -> String {
            "<Invoice a='" + String(repeating: "x", count: length - "<Invoice a=''/>".utf8.count) + "'/>"
        }
        #expect(refusal(tag(16 << 10)) == .unknownRoot("Invoice"))
        #expect(refusal(tag((16 << 10) + 1)) == .unknownRoot("Invoice"))
        #expect(refusal(tag((16 << 10) + 2)) == .tagTooLong(limit: 16 << 10))
    }

    @Test func `a comment, a text and a CDATA section may be long`() throws {
        let long = String(repeating: "a b='", count: 20_000)
        for part in ["<!--\(long)-->", long, "<![CDATA[\(long)]]>"] {
            #expect(try read(NoticeText.ted("F02", "<COMMENTS>\(part)</COMMENTS>")).number == "990001-2022")
        }
    }

    @Test(arguments: ["UTF-7", "UTF-16", "IBM037", "HZ", "ISO-2022-JP"])
    func `an encoding that hides tags is refused`(name: String) {
        guard case .notXML = refusal(NoticeText.ted("F02", "").replacing("UTF-8", with: name)) else {
            Issue.record("it was read")
            return
        }
    }

    @Test(arguments: [
        "<?xml version=\"1.0\"" + String(repeating: " ", count: 300) + "encoding=\"UTF-7\"?>",
        "<?xml version='encoding=UTF-8' encoding='UTF-7'?>",
        "<?xml version=\"1.0\" encoding = 'utf-7' ?>",
    ])
    func `a declaration that hides its encoding is refused`(declaration: String) {
        guard case .notXML = refusal(declaration + "<ContractNotice/>") else {
            Issue.record("it was read")
            return
        }
    }

    @Test func `another root is named`() {
        #expect(refusal("<Invoice/>") == .unknownRoot("Invoice"))
    }

    @Test func `a file above the limit is refused unread`() {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 100 << 20)
        #expect(refusal(bytes) == .tooLarge(limit: NoticeReader.largestFile))
    }

    @Test func `a file full of names that no notice has takes nothing from those after it`() throws {
        let names = (0..<20_000).map { "<n\($0)\(String(repeating: "x", count: 80))/>" }.joined()
        for _ in 0..<10 { _ = try? read(NoticeText.ted("F02", names)) }
        let text = NoticeText.ted("F02", "<OBJECT_CONTRACT><TITLE><P>A road</P></TITLE></OBJECT_CONTRACT>")
        #expect(try read(text).title == "A road")
    }

    @Test func `many files are read at the same time`() async {
        let text = NoticeText.ted("F02", "<OBJECT_CONTRACT><TITLE><P>A road</P></TITLE></OBJECT_CONTRACT>")
        let titles = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<500 { group.addTask { try? read(text).title } }
            return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(titles == Array(repeating: "A road", count: 500))
    }

    @Test func `one endless text is refused`() {
        let long = String(repeating: "a", count: 2 << 20)
        let text = NoticeText.ted("F02", "<OBJECT_CONTRACT><TITLE><P>\(long)</P></TITLE></OBJECT_CONTRACT>")
        #expect(refusal(text) == .textTooLong(limit: 1 << 20))
    }

    @Test func `an endless text that nothing needs costs nothing`() throws {
        let long = String(repeating: "a", count: 8 << 20)
        #expect(try read(NoticeText.ted("F02", "<COMMENTS>\(long)</COMMENTS>")).number == "990001-2022")
    }

    @Test func `elements nested without end are refused`() {
        let depth = 100_000
        let text = String(repeating: "<a>", count: depth)
        guard case .notXML = refusal("<ContractNotice>" + text) else {
            Issue.record("it was read")
            return
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `thousands of results that all name one contract take no square of time`() throws {
        let count = 4000
        let contract = """
            <efac:SettledContract><cbc:ID>CON-1</cbc:ID>\(
                (0..<count).map { "<efac:LotTender><cbc:ID>T\($0)</cbc:ID></efac:LotTender>" }.joined()
            )</efac:SettledContract>
            """
        let tenders = (0..<count).map { "<efac:LotTender><cbc:ID>T\($0)</cbc:ID></efac:LotTender>" }.joined()
        let result = """
            <efac:LotResult><cbc:TenderResultCode>selec-w</cbc:TenderResultCode>
            <efac:SettledContract><cbc:ID>CON-1</cbc:ID></efac:SettledContract>
            <efac:TenderLot><cbc:ID>LOT-1</cbc:ID></efac:TenderLot></efac:LotResult>
            """
        let results = String(repeating: result, count: count)
        let part = "<efac:NoticeResult>\(results)\(tenders)\(contract)</efac:NoticeResult>"
        let notice = try read(NoticeText.eforms(extension: NoticeText.published("29") + part))
        #expect(notice.awards.count == count)
    }

    @Test func `an error says where and what next`() {
        let description = refusal("<ContractNotice>\n<a>\n</b></ContractNotice>")?.description ?? ""
        #expect(description.hasPrefix("line 3: "))
        #expect(description.contains("fetch the file again"))
    }
}
