import Foundation
import Hummingbird

/// The fields of a submitted form, read by name. A getter that finds a problem notes it and gives nil, so
/// that the page can be shown again as it was filled in, with every problem at once.
public final class FormInput {
    private let items: [(name: String, value: String)]
    /// Problems in the order in which the fields were read.
    public private(set) var problems: [RefusalReason] = []

    /// Fields as they came.
    public init(_ items: [(name: String, value: String)]) { self.items = items }

    /// Reads a urlencoded body: 415 for another media type, 413 above the route's limit or 1,000 fields,
    /// 400 for broken escapes or bytes that are not UTF-8.
    public static func read(_ request: Request, _ context: some RequestFacts) async throws -> FormInput {
        guard MediaTypeHeader(request.headers[.contentType]).isURLEncodedForm else {
            throw Refusal.wrongMediaType(expected: "application/x-www-form-urlencoded")
        }
        let buffer = try await BoundedBody.collect(request, limit: context.web.bodyLimit)
        guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else {
            throw Refusal.malformed("malformed_form")
        }
        return FormInput(try URLEncodedText.strictlyDecode(text, atMost: 1_000))
    }

    /// What was typed, untouched, for showing the form again; empty when absent.
    public func typed(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }

    /// Every value of that name: checkboxes, multiple choice.
    public func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// Every field in order, for forms whose fields are data.
    public var fields: [(name: String, value: String)] { items }

    /// Whether any problem was noted.
    public var hasProblems: Bool { !problems.isEmpty }

    /// Notes a problem of the caller's own.
    public func refuse(_ name: String, _ code: String, detail: String? = nil) {
        problems.append(RefusalReason(code, detail: detail, pointer: "/" + name))
    }

    /// Takes over what the database refused of this form: reasons with a pointer land at their field, the
    /// others at the top. Only for 409 and 422; anything else is rethrown.
    public func take(_ error: any Error) throws {
        let refusal = Refusal(of: error)
        guard refusal.status == 422 || refusal.status == 409 else { throw error }
        problems += refusal.reasons.isEmpty ? [RefusalReason(refusal.code)] : refusal.reasons
    }

    /// The only value of a field, without blanks at both ends and with lone line feeds; nil when absent or
    /// blank. A field given twice is a problem.
    public func optionalText(_ name: String, atMost limit: Int) -> String? {
        let values = all(name)
        if values.count > 1 { refuse(name, "given_twice") }
        guard let value = values.first else { return nil }
        let text = value.replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        if text.count > limit {
            refuse(name, "too_long", detail: String(limit))
            return nil
        }
        return text.isEmpty ? nil : text
    }

    /// The same for a field that must be filled in.
    public func text(_ name: String, atMost limit: Int) -> String? {
        let before = problems.count
        let text = optionalText(name, atMost: limit)
        if text == nil, problems.count == before { refuse(name, "missing") }
        return text
    }
}
