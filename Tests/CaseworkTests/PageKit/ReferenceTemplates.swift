import Foundation
import Mustache

@testable import Web

/// The same templates and words, rendered by somebody else's Mustache.
struct ReferenceTemplates: Sendable {
    private let libraries: [Language: MustacheLibrary]

    init(folder: URL, locales: Locales) throws {
        let sources = try Templates.sources(in: folder)
        libraries = try locales.languages.reduce(into: [:]) { libraries, language in
            let words = TemplateWords(locales: locales, language: language)
            var library = MustacheLibrary()
            for (name, source) in sources {
                let text = try words.translate(Templates.unindented(source), name: name)
                try library.register(text, named: name)
            }
            libraries[language] = library
        }
    }

    func render(_ template: String, _ model: some Sendable, _ language: Language) -> String? {
        libraries[language]?.render(model, withTemplate: template)
    }
}
