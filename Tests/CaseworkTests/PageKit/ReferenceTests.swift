import Testing

@testable import Casework
@testable import Web

@Suite struct ReferenceTests {
    /// Swift takes a quote with a combining mark for one character, and so does the reference when it escapes.
    @Test func `a page that the reference renders in another way is named`() throws {
        let difference = "layout/tag.mustache: rendered differently by the reference"
        let reader = try PageReader()
        #expect(try reader.faults("layout/tag", StatusTag("Open \"<&>'", .active)) == [])
        #expect(try reader.faults("layout/tag", StatusTag("Open \"\u{301}", .active)) == [difference])
    }

    @Test func `the frame around a page is the same by the reference`() throws {
        let reader = try PageReader()
        let layout = LayoutMaker(
            locales: reader.words.locales, templates: reader.templates, assets: try Assets(folders: []))
        for head in [
            PageHead(title: "Cases"),
            PageHead(
                title: "Cases & more", account: AccountBadge(name: "Ana", organisation: nil),
                navigation: [
                    NavigationItem("Cases", "/cases", isCurrent: true),
                    NavigationItem("Desk", "/", isCurrent: false),
                ],
                breadcrumbs: [Breadcrumb("Start", "/")], problems: [RefusalReason("missing", pointer: "/a")]),
        ] {
            let model = layout.model("<p id=\"a\">text</p>", head, reader.visit.context)
            #expect(try reader.faults("layout/page", model) == [])
        }
    }
}
