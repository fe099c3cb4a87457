/// The OpenAPI 3.1 document of every API route in the table.
public struct OpenAPIDocument: Sendable {
    /// The document.
    public let json: JSON

    /// Builds the document; `version` is the program's.
    public init(_ table: RouteTable, locales: Locales, version: String) {
        var components: JSONMembers = [:]
        _ = Self.problem.json(&components)
        var paths: JSONMembers = [:]
        for route in table.routes {
            guard route.kind == .api, let operation = route.operation else { continue }
            var methods = paths[route.pattern]?.members ?? [:]
            methods[route.method.rawValue.lowercased()] = operation.json(route, locales, &components)
            paths[route.pattern] = .object(methods)
        }
        json = .object([
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string(locales.text("frame.product", .english)), "version": .string(version),
                "license": .object(["name": .string("Apache-2.0"), "identifier": .string("Apache-2.0")]),
            ]),
            "servers": .array([.object(["url": .string("/")])]),
            "security": .array([.object(["bearer": .array([])])]),
            "paths": .object(paths),
            "components": .object([
                "schemas": .object(components),
                "responses": ResponseHeaders.problems(Self.problemContent),
                "securitySchemes": .object([
                    "bearer": .object(["type": .string("http"), "scheme": .string("bearer")])
                ]),
            ]),
        ])
    }

    private static let problem = Schema.named(
        "Problem",
        .object([
            .required("type", .string), .required("title", .string), .required("status", .integer(400...599)),
            .required("detail", .string), .required("instance", .string), .required("code", .string),
            .required("request_id", .string),
            .required(
                "errors",
                .array(
                    .object([
                        .required("code", .string), .required("detail", .string),
                        .optional("pointer", .string),
                    ]))),
        ]))

    private static let problemContent = JSON.object([
        "application/problem+json": .object([
            "schema": .object(["$ref": .string("#/components/schemas/Problem")])
        ])
    ])
}
