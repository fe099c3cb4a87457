import Foundation
import Hummingbird

/// What every page and API route stands on: settings, words, templates, assets. Made once at start, passed
/// as a value.
public struct Frame: Sendable {
    /// Settings of this place.
    public let settings: WebSettings
    /// Every text by language and key.
    public let locales: Locales
    /// Every page template.
    public let templates: Templates
    /// Style sheet and icons.
    public let assets: Assets
    let layout: LayoutMaker

    /// Puts loaded parts together.
    public init(settings: WebSettings, locales: Locales, templates: Templates, assets: Assets) {
        self.settings = settings
        self.locales = locales
        self.templates = templates
        self.assets = assets
        self.layout = LayoutMaker(locales: locales, templates: templates, assets: assets)
    }

    /// Loads everything below `root` (`Templates/`, `Assets/`, `public/assets/`); throws naming file and
    /// line of what is wrong.
    public init(settings: WebSettings, root: URL) throws {
        let locales = try Locales(folder: root.appending(path: "Templates/locales"))
        self.init(
            settings: settings, locales: locales,
            templates: try Templates(folder: root.appending(path: "Templates"), locales: locales),
            assets: try Assets(folders: [
                root.appending(path: "Assets"), root.appending(path: "public/assets"),
            ]))
    }

    /// A page: the template rendered with its model, inside the layout. A head with problems makes it 422
    /// and its title begin with "Error: ".
    public func page(
        _ template: String, _ model: some Sendable, _ head: PageHead, _ context: some RequestFacts,
        status: HTTPResponse.Status? = nil
    ) throws -> Response {
        let content = try templates.render(template, model, context.web.language)
        let status = status ?? (head.problems.isEmpty ? .ok : .unprocessableContent)
        return try layout.page(content, head, context.web, status: status)
    }

    /// 303 to a page of this server, as the answer to a form that was accepted.
    public func redirect(to address: String) -> Response {
        Response(status: .seeOther, headers: [.location: SignInAddress.localPath(address) ?? "/"])
    }

    /// Words in the caller's language.
    public func text(_ key: String, _ context: some RequestFacts, _ values: [String: String] = [:]) -> String
    {
        locales.text(key, context.web.language, values)
    }

    /// The wording of reasons, for fields of a form that is shown again.
    public func reasons(_ context: some RequestFacts) -> ReasonWords {
        ReasonWords(locales, context.web.language)
    }
}
