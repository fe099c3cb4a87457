import Foundation
import Forms
import Testing
import Yams

/// The wording of forms in every language.
@Suite struct FormLocaleTests {
    static let languages = ["en", "bg", "it"]

    static func texts(_ language: String) throws -> [String: String] {
        let url = project.appendingPathComponent("Templates/locales/\(language)/forms.yaml")
        let node = try #require(try Yams.compose(yaml: String(contentsOf: url, encoding: .utf8)))
        var texts: [String: String] = [:]
        collect(node, path: [], into: &texts)
        return texts
    }

    private static func collect(_ node: Node, path: [String], into texts: inout [String: String]) {
        if let text = node.scalar?.string { texts[path.joined(separator: ".")] = text }
        for (key, value) in node.mapping ?? [:] {
            collect(value, path: path + [key.scalar?.string ?? ""], into: &texts)
        }
    }

    @Test(arguments: languages)
    func `each language has the keys of English, none is empty, and the placeholders agree`(language: String)
        throws
    {
        let english = try Self.texts("en")
        let texts = try Self.texts(language)
        #expect(Set(texts.keys) == Set(english.keys))
        for (key, text) in texts {
            #expect(!text.isEmpty, "\(key)")
            #expect(placeholders(text) == placeholders(english[key] ?? ""), "\(key)")
        }
    }

    private func placeholders(_ text: String) -> [String] {
        text.matches(of: /\{[a-z_]+\}/).map { String($0.output) }.sorted()
    }

    @Test func `every step, section, question and option has its wording`() throws {
        let texts = try Self.texts("en")
        let form = try shippedForm()
        for step in form.steps {
            #expect(texts["forms.imonitor.steps.\(step.key).title"] != nil, "\(step.key)")
            for section in step.sections {
                #expect(texts["forms.imonitor.sections.\(section.key).title"] != nil, "\(section.key)")
                #expect(texts["forms.imonitor.sections.\(section.key).intro"] != nil, "\(section.key)")
            }
        }
        for question in form.questions + form.questions.flatMap(\.questions) {
            #expect(texts["forms.imonitor.\(question.key).label"] != nil, "\(question.key)")
            for option in question.options {
                #expect(
                    texts["forms.imonitor.\(question.key).options.\(option)"] != nil,
                    "\(question.key).\(option)")
            }
        }
    }

    @Test func `no wording is left over from a question that is gone`() throws {
        let form = try shippedForm()
        let known = Set((form.questions + form.questions.flatMap(\.questions)).map(\.key))
            .union(["title", "description", "steps", "sections"])
        for key in try Self.texts("en").keys where key.hasPrefix("forms.imonitor.") {
            #expect(known.contains(String(key.split(separator: ".")[2])), "\(key)")
        }
    }

    @Test func `every problem with an answer has its sentence`() throws {
        let texts = try Self.texts("en")
        for code in AnswerProblem.Code.allCases { #expect(texts["forms.problems.\(code.rawValue)"] != nil) }
        for answer in ["yes", "no", "unknown"] { #expect(texts["forms.answers.\(answer)"] != nil) }
    }
}
