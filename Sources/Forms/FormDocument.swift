import Crypto

extension Form {
    /// The form as JSON text for the database: `{"name", "version", "hash", "document"}`, keys sorted.
    /// `Form.parse` reads the text of its `document` back into the same form with the same hash.
    public func document() -> String {
        JSONValue.object([
            "name": .string(name),
            "version": JSONValue(integerLiteral: version),
            "hash": .string(hash),
            "document": Self.document(name: name, version: version, steps: steps),
        ]).canonical
    }

    init(name: String, version: Int, steps: [Step]) {
        let text = Self.document(name: name, version: version, steps: steps).canonical
        let digest = SHA256.hash(data: Array(text.utf8))
        self.init(name: name, version: version, steps: steps, hash: Self.hex(digest))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func document(name: String, version: Int, steps: [Step]) -> JSONValue {
        [
            "form": .string(name),
            "version": JSONValue(integerLiteral: version),
            "steps": .array(
                steps.map { ["step": .string($0.key), "sections": .array($0.sections.map(\.document))] }),
        ]
    }
}

extension Form.Section {
    fileprivate var document: JSONValue {
        var members: [String: JSONValue] = ["section": .string(key)]
        if !shows.isEmpty { members["shows"] = .array(shows.map(JSONValue.string)) }
        if !questions.isEmpty { members["questions"] = .array(questions.map(\.document)) }
        return .object(members)
    }
}

extension Question {
    fileprivate var document: JSONValue {
        var members: [String: JSONValue] = ["key": .string(key), "type": .string(type.rawValue)]
        if isRequired { members["required"] = true }
        if isPersonal { members["personal"] = true }
        members["when"] = condition?.document
        members["prefill"] = prefill.map(JSONValue.string)
        if !options.isEmpty { members["options"] = .array(options.map(JSONValue.string)) }
        members["min"] = minimum.map(JSONValue.init(integerLiteral:))
        members["max"] = maximum.map(JSONValue.init(integerLiteral:))
        if !questions.isEmpty { members["questions"] = .array(questions.map(\.document)) }
        return .object(members)
    }
}

extension Condition {
    fileprivate var document: JSONValue {
        switch self {
        case .equals(let question, let value): ["question": .string(question), "equals": .string(value)]
        case .isIn(let question, let values):
            ["question": .string(question), "in": .array(values.map(JSONValue.string))]
        case .answered(let question): ["answered": .string(question)]
        case .not(let condition): ["not": condition.document]
        case .all(let conditions): ["all": .array(conditions.map(\.document))]
        case .any(let conditions): ["any": .array(conditions.map(\.document))]
        }
    }
}
