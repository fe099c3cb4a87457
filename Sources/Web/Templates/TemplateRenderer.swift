/// Fills a template with a model. Everything is written once, to the end of one buffer.
struct TemplateRenderer {
    private let templates: [String: [TemplateTag]]
    private var stack: [TemplateValue]
    private var loop: (isFirst: Bool, isLast: Bool)?
    private var html: [UInt8] = []

    private init(_ templates: [String: [TemplateTag]], _ model: TemplateValue) {
        self.templates = templates
        stack = [model]
        html.reserveCapacity(32_768)
    }

    /// The text of a template, with the templates that it includes.
    static func render(
        _ tags: [TemplateTag], of templates: [String: [TemplateTag]], _ model: some Sendable
    ) -> String {
        guard let model = TemplateValue(model) else { return "" }
        var renderer = TemplateRenderer(templates, model)
        renderer.write(tags)
        return String(decoding: renderer.html, as: UTF8.self)
    }

    private mutating func write(_ tags: [TemplateTag]) {
        for tag in tags {
            switch tag {
            case .text(let text): html.append(contentsOf: text.utf8)
            case .variable(let name, _): find(name).map { writeEscaped($0.shown) }
            case .raw(let name, _): find(name).map { html.append(contentsOf: $0.shown.utf8) }
            case .section(let name, inverted: false, let inner, _): writeSection(inner, for: find(name))
            case .section(let name, inverted: true, let inner, _): writeInverted(inner, for: find(name))
            case .partial(let name, _): within(nil) { $0.write($0.templates[name] ?? []) }
            }
        }
    }

    private mutating func writeSection(_ inner: [TemplateTag], for value: TemplateValue?) {
        switch value {
        case nil, .flag(false): break
        case .flag(true): write(inner)
        case .list(let elements):
            for (index, element) in elements.enumerated() {
                push(element, loop: (index == 0, index == elements.count - 1), inner)
            }
        case .text(let text): push(.text(text), loop: nil, inner)
        case .object(let object): push(.object(object), loop: nil, inner)
        }
    }

    private mutating func writeInverted(_ inner: [TemplateTag], for value: TemplateValue?) {
        switch value {
        case nil, .flag(false): write(inner)
        case .list(let elements) where elements.isEmpty: write(inner)
        case .flag(true), .list, .text, .object: break
        }
    }

    private mutating func push(
        _ value: TemplateValue, loop inside: (isFirst: Bool, isLast: Bool)?, _ inner: [TemplateTag]
    ) {
        stack.append(value)
        within(inside) { $0.write(inner) }
        stack.removeLast()
    }

    private mutating func within(
        _ inside: (isFirst: Bool, isLast: Bool)?, _ body: (inout TemplateRenderer) -> Void
    ) {
        let outside = loop
        loop = inside
        body(&self)
        loop = outside
    }

    private func find(_ name: TemplateName) -> TemplateValue? {
        switch name.kind {
        case .itself: return stack.last
        case .first: return loop.map { .flag($0.isFirst) }
        case .last: return loop.map { .flag($0.isLast) }
        case .here: return descend(name.path, from: stack.last?.property(name.path[0]))
        case .anywhere:
            for object in stack.reversed() {
                if let found = object.property(name.path[0]) { return descend(name.path, from: found) }
            }
            return nil
        }
    }

    private func descend(_ path: [String], from start: TemplateValue?) -> TemplateValue? {
        path.dropFirst().reduce(start) { value, name in value?.property(name) }
    }

    // By bytes, not by characters: a quote with a combining mark on it is one character to Swift, and still the end of
    // an attribute to a browser.
    private mutating func writeEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): html.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): html.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): html.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): html.append(contentsOf: "&#39;".utf8)
            default: html.append(byte)
            }
        }
    }
}
