import Foundation

/// Every page template, compiled once for each language.
public struct Templates: Sendable {
    private let tags: [Language: [String: [TemplateTag]]]

    /// Loads `folder/**/*.mustache`, named by their paths without the suffix. Throws naming file and line
    /// of a missing translation, an unknown partial, a tag that is not closed, or raw output where it is
    /// not allowed.
    public init(folder: URL, locales: Locales) throws {
        let sources = try Self.sources(in: folder)
        try self.init(sources, locales: locales)
    }

    init(_ sources: [String: String], locales: Locales) throws {
        var tags: [Language: [String: [TemplateTag]]] = [:]
        for language in locales.languages {
            let words = TemplateWords(locales: locales, language: language)
            for (name, source) in sources {
                let text = try words.translate(Self.unindented(source), name: name)
                let found = try TemplateTags.parse(text, name: name)
                try TemplateCheck.structure(found, of: name, known: Set(sources.keys))
                tags[language, default: [:]][name] = found
            }
        }
        self.tags = tags
    }

    /// The names of all templates.
    public var names: [String] { (tags[.english] ?? [:]).keys.sorted() }

    /// Renders a model. Throws for a template or language that was not loaded; a name that the model lacks
    /// renders as nothing, which `check` is for.
    public func render(_ name: String, _ model: some Sendable, _ language: Language) throws(TemplateError)
        -> String
    {
        guard let all = tags[language] else { throw TemplateError("no templates in language \(language)") }
        guard let own = all[name] else { throw TemplateError("no template named \(name)") }
        return TemplateRenderer.render(own, of: all, model)
    }

    /// Every tag of the template, partials included, that names no property of the model, and every tag
    /// that would take an outer property where the inner one is empty. Sections over empty lists cannot be
    /// looked into: check a page with a full model and an empty one.
    public func check(_ name: String, _ model: some Sendable, _ language: Language = .english) throws
        -> [String]
    {
        guard let all = tags[language], let own = all[name] else {
            throw TemplateError("no template named \(name)")
        }
        var check = TemplateCheck(templates: all)
        check.walk(own, in: name, stack: [model])
        return check.faults
    }

    /// The source of every template below a folder, by its name.
    static func sources(in folder: URL) throws -> [String: String] {
        let suffix = ".mustache"
        return try FolderListing.filesBelow(folder, suffix: suffix).reduce(into: [:]) { sources, path in
            let name = String(path.dropLast(suffix.count))
            sources[name] = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        }
    }

    // Mustache repeats the blanks before a partial on each of its lines, and inside a text area that would
    // be text.
    static func unindented(_ source: String) -> String {
        source.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in line.trimmed().hasPrefix("{{>") ? line.trimmed() : line }
            .joined(separator: "\n")
    }
}
