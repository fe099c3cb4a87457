import Testing

@testable import Web

private struct Inner: Sendable {
    let label: String
    let hint: String?
}

private struct Outer: Sendable {
    let title: String
    let hint: String?
    let isOpen: Bool
    let field: Inner
    let rows: [Inner]
}

private let model = Outer(
    title: "<b>", hint: "outer", isOpen: true, field: Inner(label: "L", hint: nil),
    rows: [Inner(label: "1", hint: "h")])

private func templates(_ sources: [String: String], _ yaml: String = "hello: \"Hello {title} & co\"") throws
    -> Templates
{
    try Templates(sources, locales: try Locales([.english: try LocaleFile(yaml, name: "en").entries]))
}

@Suite struct TemplateTests {
    @Test func `words are put in when loading, escaped, and their placeholders become tags`() throws {
        let html = try templates(["a": "<p>[[hello]]</p>"]).render("a", model, .english)
        #expect(html == "<p>Hello &lt;b&gt; &amp; co</p>")
    }

    @Test(arguments: [
        ("a\n[[nothing]]", "page.mustache:2: [[nothing]] has no text in language en"),
        ("[[hello", "page.mustache:1: [[ is not closed"),
        ("\n{{> gone}}", "page.mustache:2: {{> gone}}: there is no such template"),
        ("{{{title}}}", "page.mustache:1: {{{title}}}: text goes out escaped"),
        ("{{&title}}", "page.mustache:1: {{&title}}: we do not use tags of this kind"),
        ("{{#a}}\n", "page.mustache:1: {{#a}} is not closed"),
        ("{{#a}}{{/b}}", "page.mustache:1: {{/b}} closes nothing"),
        ("{{title", "page.mustache:1: {{ is not closed"),
        (
            "{{#a}}\n{{/a}}\n{{count(rows)}}",
            "page.mustache:3: {{count(rows)}}: we do not use names of this kind"
        ),
    ])
    func `what is wrong stops the load with file and line`(source: String, fault: String) {
        #expect(throws: TemplateError(fault)) { try templates(["page": source]) }
    }

    @Test func `an unknown template or language is an error, not an empty page`() throws {
        let templates = try templates(["a": "x"])
        #expect(throws: TemplateError("no template named b")) { try templates.render("b", model, .english) }
        #expect(throws: TemplateError("no templates in language it")) {
            try templates.render("a", model, Language("it"))
        }
    }

    @Test func `the check finds names that the model lacks, in sections and partials too`() throws {
        let sources = [
            "a":
                "{{title}}{{typo}}\n{{#rows}}{{labl}}{{/rows}}{{#field}}{{> b}}{{/field}}{{#isOpen}}{{no}}{{/isOpen}}",
            "b": "{{label}}{{colour}}",
        ]
        #expect(
            try templates(sources).check("a", model) == [
                "a.mustache:1: {{typo}} names no property of the model",
                "a.mustache:2: {{labl}} names no property of the model",
                "b.mustache:1: {{colour}} names no property of the model",
                "a.mustache:2: {{no}} names no property of the model",
            ])
    }

    @Test func `the check finds an empty property that would show an outer one`() throws {
        let loose = try templates(["a": "{{#field}}{{hint}}{{/field}}"])
        #expect(try loose.render("a", model, .english) == "outer")
        #expect(
            try loose.check("a", model) == [
                "a.mustache:1: {{hint}} is empty here and would show an outer one: write {{.hint}}"
            ])
        let strict = try templates(["a": "{{#field}}{{.hint}}{{/field}}"])
        #expect(try strict.render("a", model, .english) == "")
        #expect(try strict.check("a", model) == [])
    }

    @Test func `a partial's lines are not indented, so that a text area keeps its text`() throws {
        let sources = ["a": "{{#field}}\n  {{> b}}\n{{/field}}", "b": "<textarea>\n{{label}}\n</textarea>\n"]
        #expect(try templates(sources).render("a", model, .english) == "<textarea>\nL\n</textarea>\n")
    }
}
