import Testing

@testable import Web

private struct Row: Sendable {
    let label: String?
    var names: [String] = []
}

private struct Page: Sendable {
    var label: String? = "outer"
    var count = 3
    var isOpen = false
    var head: Row? = Row(label: nil)
    var none: Row?
    var rows: [Row?] = [Row(label: "1", names: ["x", "y"]), nil, Row(label: "2")]
    var words = ["key": "value"]
}

@Suite struct RenderingTests {
    private func html(_ source: String, _ page: Page = Page()) throws -> String {
        try Templates(
            ["page": source, "part": "<{{first()}}>"],
            locales: Locales([.english: LocaleFile("a: b", name: "en").entries])
        )
        .render("page", page, .english)
    }

    @Test(arguments: [
        ("a {{count}} {{isOpen}}", "a 3 false"), ("{{nothing}}{{none}}", ""),
        ("{{#none}}a{{/none}}{{^none}}b{{/none}}", "b"),
        ("{{#isOpen}}a{{/isOpen}}{{^isOpen}}b{{/isOpen}}", "b"),
        ("{{#rows}}{{label}},{{/rows}}", "1,2,"), ("{{^rows}}a{{/rows}}", ""),
        ("{{#rows}}{{#names}}{{.}}{{/names}}{{^names}}-{{/names}}{{/rows}}", "xy-"),
        ("{{#rows}}{{^first()}}, {{/first()}}{{label}}{{#last()}}.{{/last()}}{{/rows}}", "1, 2."),
        ("{{#rows}}{{> part}}{{/rows}}", "<><>"), ("{{#head}}{{label}}{{.label}}{{/head}}", "outer"),
        ("{{head.label}}{{words.key}}{{head.label.more}}", "value"), ("{{#count}}{{.}}{{/count}}", "3"),
        ("{{#head}}{{! said to nobody }}{{count}}{{/head}}", "3"),
    ])
    func `a tag shows what its name stands for`(source: String, expected: String) throws {
        #expect(try html(source) == expected)
    }

    @Test(arguments: [
        ("a\n  {{#head}}  \n b\n{{/head}}\nc\n", "a\n b\nc\n"), ("{{#head}}\n{{/head}}", ""),
        ("{{! one\n two }}\na", "a"), ("{{> part}}\na", "<>a"), ("{{count}}\n", "3\n"),
        ("{{#head}}a{{/head}}\n{{count}}", "a\n3"), ("{{#head}} {{/head}}\n", " \n"),
        ("a {{#head}}\nb{{/head}}\n", "a \nb\n"),
    ])
    func `a tag that stands alone takes its line away`(source: String, expected: String) throws {
        #expect(try html(source) == expected)
    }

    @Test func `what is markup to a browser is escaped, also where Swift sees another character`() throws {
        let text = "<a href='x'>&\" \"\u{301} <\u{338} >\u{338} ь\u{301}"
        #expect(
            try html("{{label}}", Page(label: text))
                == "&lt;a href=&#39;x&#39;&gt;&amp;&quot; &quot;\u{301} &lt;\u{338} &gt;\u{338} ь\u{301}")
    }
}
