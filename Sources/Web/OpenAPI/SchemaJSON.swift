extension Schema {
    /// The schema as JSON; named shapes are added to `components` and referred to.
    func json(_ components: inout JSONMembers) -> JSON {
        switch self {
        case .text(let length, let format): .object(Self.text(length, format))
        case .digits(let count):
            .object([
                "type": .string("string"),
                "pattern": .string("^[0-9]{\(count.lowerBound),\(count.upperBound)}$"),
            ])
        case .choice(let words):
            .object(["type": .string("string"), "enum": .array(words.map { .string($0) })])
        case .integer(let range): .object(Self.integer(range))
        case .number: .object(["type": .string("number")])
        case .boolean: .object(["type": .string("boolean")])
        case .array(let element): .object(["type": .string("array"), "items": element.json(&components)])
        case .object(let members): Self.object(members, &components)
        case .map(let value):
            .object(["type": .string("object"), "additionalProperties": value.json(&components)])
        case .file:
            .object(["type": .string("string"), "contentMediaType": .string("application/octet-stream")])
        case .named(let name, let schema): Self.reference(name, schema, &components)
        case .nullable(let schema):
            .object(["anyOf": .array([schema.json(&components), .object(["type": .string("null")])])])
        case .blankable(let schema):
            .object([
                "anyOf": .array([
                    schema.json(&components), .object(["type": .string("string"), "maxLength": .integer(0)]),
                ])
            ])
        case .anything: .object([:])
        }
    }

    private static func text(_ length: ClosedRange<Int>?, _ format: String?) -> JSONMembers {
        var members: JSONMembers = ["type": .string("string")]
        if let length {
            members["minLength"] = .integer(length.lowerBound)
            members["maxLength"] = .integer(length.upperBound)
        }
        if let format { members["format"] = .string(format) }
        return members
    }

    private static func integer(_ range: ClosedRange<Int>?) -> JSONMembers {
        var members: JSONMembers = ["type": .string("integer")]
        if let range {
            members["minimum"] = .integer(range.lowerBound)
            members["maximum"] = .integer(range.upperBound)
        }
        return members
    }

    private static func object(_ members: [Member], _ components: inout JSONMembers) -> JSON {
        var properties: JSONMembers = [:]
        for member in members { properties[member.name] = member.schema.json(&components) }
        let required = members.filter(\.isRequired).map { JSON.string($0.name) }
        var object: JSONMembers = [
            "type": .string("object"), "properties": .object(properties),
            "additionalProperties": .boolean(false),
        ]
        if !required.isEmpty { object["required"] = .array(required) }
        return .object(object)
    }

    private static func reference(_ name: String, _ schema: Schema, _ components: inout JSONMembers) -> JSON {
        if components[name] == nil {
            // Taken before it is filled, so that a shape may contain itself.
            components[name] = .null
            components[name] = schema.json(&components)
        }
        return .object(["$ref": .string("#/components/schemas/" + name)])
    }
}
