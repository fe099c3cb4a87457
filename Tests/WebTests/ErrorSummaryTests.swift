import Testing

@testable import Web

@Suite struct ErrorSummaryTests {
    private func summary(_ problems: [RefusalReason], _ content: String) throws -> ErrorSummary {
        let words = ReasonWords(try FrameWords.loaded.get().locales, .english)
        return try #require(
            ErrorSummary(problems, words, labels: ["kind": "Kind", "place": "Place"], content: content))
    }

    @Test func `problems stand in the order of the fields on the page, whoever found them first`() throws {
        let found = try summary(
            [
                RefusalReason("missing", pointer: "/place"), RefusalReason("missing", pointer: "/kind"),
                RefusalReason("conflict"),
            ], "<input id=\"kind\"><input id=\"place\">")
        #expect(found.entries.map(\.address) == [nil, "#kind", "#place"])
        #expect(found.entries.map(\.text) == ["conflict", "Kind – Fill this in", "Place – Fill this in"])
    }

    @Test func `a field that the page does not have is named and not linked`() throws {
        let found = try summary([RefusalReason("missing", pointer: "/kind")], "<input id=\"kinds\">")
        #expect(found.entries.map(\.address) == [nil])
        #expect(found.entries.map(\.text) == ["Kind – Fill this in"])
    }
}
