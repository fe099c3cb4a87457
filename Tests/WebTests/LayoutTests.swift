import Foundation
import Testing

@testable import Web

/// Everything that the layout's partials can show.
private struct Gallery: Sendable {
    let text: TextField
    let area: TextArea
    let file: FileField
    let date: DateField
    let choices: ChoiceField
    let tag: StatusTag
    let flag: FlagMark
    let list: SummaryList
    let timeline: Timeline
    let table: DataTable
    let empty: EmptyState
    let pages: Pagination
    let form: FormHead

    static let source = """
        {{#form}}{{> layout/csrf}}{{/form}}{{#text}}{{> layout/field-text}}{{/text}}{{#area}}{{> layout/field-textarea}}{{/area}}\
        {{#file}}{{> layout/field-file}}{{/file}}{{#date}}{{> layout/field-date}}{{/date}}\
        {{#choices}}{{> layout/field-radios}}{{> layout/field-checkboxes}}{{> layout/field-select}}{{/choices}}\
        {{#tag}}{{> layout/tag}}{{/tag}}{{#flag}}{{> layout/flag}}{{/flag}}{{#list}}{{> layout/summary-list}}{{/list}}\
        {{#timeline}}{{> layout/timeline}}{{/timeline}}{{#table}}{{> layout/table}}{{/table}}\
        {{#empty}}{{> layout/empty}}{{/empty}}{{#pages}}{{> layout/pagination}}{{/pages}}
        """

    init(full: Bool) {
        let words = full ? "<&\"'>" : nil
        text = TextField(
            name: "t", label: "T", value: words ?? "", hint: words, error: words, autocomplete: words,
            inputMode: words)
        area = TextArea(name: "a", label: "A", value: words ?? "", hint: words, error: words)
        file = FileField(name: "f", label: "F", hint: words, error: words, accept: words)
        date = DateField(name: "d", label: "D", typed: nil, hint: words, error: words)
        choices = ChoiceField(
            name: "c", label: "C",
            choices: full ? [Choice("1", "One", hint: words), Choice("2", "Two")] : [], chosen: ["2"],
            hint: words, error: words)
        tag = StatusTag("Open", .active)
        flag = FlagMark("One bid", full ? .red : .pink)
        list = SummaryList(full ? [.init("k", "v", address: words, change: words, changeAddress: words)] : [])
        timeline = Timeline(
            full
                ? [
                    .init(
                        title: "t", actor: words, moment: "m", machineMoment: "mm", text: words, link: words,
                        address: words)
                ] : [])
        table = DataTable(
            caption: "c", columns: [.init("n", isNumber: true), .init("s")],
            rows: full ? [[.link("1", address: "/1"), .tag(StatusTag("Done", .done))]] : [])
        empty = EmptyState(title: "None", text: words, action: words, address: words)
        pages = Pagination(first: words, next: words)
        form = FormHead(action: "/", csrf: "token", version: full ? 7 : nil)
    }
}

@Suite struct LayoutTests {
    private func gallery() throws -> Templates {
        let words = try FrameWords.loaded.get()
        var sources = try FrameWords.sources(TestSite.root.appending(path: "Templates"))
        sources["gallery"] = Gallery.source
        return try Templates(sources, locales: words.locales)
    }

    @Test(arguments: [true, false])
    func `every partial names only what its model has, full and empty`(full: Bool) throws {
        #expect(try gallery().check("gallery", Gallery(full: full)) == [])
    }

    @Test func `whatever a model holds goes out escaped`() throws {
        let html = try gallery().render("gallery", Gallery(full: true), .english)
        #expect(!html.contains("<&") && !html.contains("\"'"))
        #expect(html.contains("&lt;&amp;"))
    }

    @Test func `an empty field describes itself by nothing`() throws {
        let html = try gallery().render("gallery", Gallery(full: false), .english)
        #expect(!html.contains("aria-invalid") && !html.contains("aria-describedby=\"\""))
    }

    private func page(_ head: PageHead, _ path: String = "/x?a=1&lang=it") async throws -> Reply {
        let site = try TestSite { routes in
            let frame = routes.frame
            routes.page(.get, "x") { _, context in
                try frame.page("layout/problem", ProblemPage.sample, head, context)
            }
        }
        return try await site.send(.get, path, TestSite.browser)
    }

    @Test func `a page names its language, keeps its address in the switch, and signs out with the token`()
        async throws
    {
        let head = PageHead(
            title: "Cases & more", account: AccountBadge(name: "Ana", organisation: "Open Bridge"),
            navigation: [NavigationItem("Cases", "/cases", isCurrent: true)],
            breadcrumbs: [Breadcrumb("Start", "/")])
        let reply = try await page(head)
        #expect(reply.status == 200)
        #expect(reply.text.contains("<html lang=\"it\">"))
        #expect(reply.text.contains("<title>Cases &amp; more – Casebridge</title>"))
        #expect(reply.text.contains("href=\"/x?a=1&amp;lang=bg\""))
        #expect(reply.text.contains("name=\"csrf\" value=\"\(TestSite.csrf)\""))
        #expect(reply.text.contains("aria-current=\"page\""))
        #expect(reply["Set-Cookie"] == "lang=it; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000")
    }

    @Test func `a form that failed is a 422, its title says so, its summary links to the field`() async throws
    {
        let head = PageHead(
            title: "Offer",
            problems: [RefusalReason("missing", pointer: "/due_on"), RefusalReason("case_open")],
            labels: ["due_on": "Due on"])
        let site = try TestSite { routes in
            let frame = routes.frame
            routes.page(.get, "x") { _, context in
                let field = DateField(name: "due_on", label: "Due on", typed: nil)
                return try frame.page("layout/field-date", field, head, context)
            }
        }
        let reply = try await site.send(.get, "/x", TestSite.browser)
        #expect(reply.status == 422)
        #expect(reply.text.contains("<title>Error: Offer"))
        #expect(reply.text.contains("<a href=\"#due_on\">Due on – Fill this in</a>"))
        #expect(reply.text.contains("<li>case_open</li>"))
    }

    @Test(
        arguments: [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503],
        ["en", "bg", "it"])
    func `every status has its title, its explanation and a next step`(status: Int, code: String) throws {
        let words = try FrameWords.loaded.get()
        let problem = Problem(
            Refusal(status, "unheard_of"), locales: words.locales, language: Language(code), instance: "/",
            requestID: "r")
        let english = Problem(
            Refusal(500, "internal"), locales: words.locales, language: .english, instance: "/",
            requestID: "r")
        #expect(!problem.title.contains("problem.") && !problem.next.contains("problem."))
        if status != 500 { #expect(problem.title != english.title) }
        #expect(try words.templates.check("layout/problem", ProblemPage(problem), Language(code)) == [])
    }

    @Test func `the page's own model is complete`() throws {
        let words = try FrameWords.loaded.get()
        #expect(
            try words.templates.check(
                "frame/problem-code", ProblemCodePage(title: "t", code: "a", explanation: "b", next: "c"))
                == [])
    }
}

extension ProblemPage {
    static var sample: ProblemPage {
        get throws {
            ProblemPage(
                Problem(
                    .notFound, locales: try FrameWords.loaded.get().locales, language: .english,
                    instance: "/", requestID: "r"))
        }
    }
}
