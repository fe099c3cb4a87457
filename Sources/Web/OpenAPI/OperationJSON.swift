extension Operation {
    /// The operation object; shapes with a name go to `components`.
    func json(_ route: Route, _ locales: Locales, _ components: inout JSONMembers) -> JSON {
        var members: JSONMembers = [
            "operationId": .string(name),
            "summary": .string(locales.text("api.summary.\(name)", .english)),
            "tags": .array([.string(tag)]),
        ]
        let parameters = parameters(route, locales, &components)
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if let body = requestBody(&components) { members["requestBody"] = body }
        members["responses"] = responses(route, &components)
        if route.access == .open { members["security"] = .array([]) }
        return .object(members)
    }

    private func parameters(_ route: Route, _ locales: Locales, _ components: inout JSONMembers) -> [JSON] {
        var parameters = route.pathParameters.map { name in
            Self.parameter(name, in: "path", isRequired: true, Self.pathSchema(name).json(&components))
        }
        parameters += query.map { parameter in
            Self.parameter(
                parameter.name, in: "query", isRequired: false, parameter.schema.orBlank.json(&components),
                locales.find("api.parameter.\(parameter.name)", .english))
        }
        if hasVersion, route.method == .get {
            parameters.append(
                Self.parameter(
                    "If-None-Match", in: "header", isRequired: false, .object(["type": .string("string")])))
        }
        if needsVersion {
            let tag = JSON.object(["type": .string("string"), "pattern": .string("^\"[0-9]+\"$")])
            parameters.append(Self.parameter("If-Match", in: "header", isRequired: true, tag))
        }
        if isIdempotent {
            let key = Schema.text(length: 1...255, format: nil).json(&components)
            parameters.append(Self.parameter("Idempotency-Key", in: "header", isRequired: false, key))
        }
        return parameters
    }

    private static func parameter(
        _ name: String, in place: String, isRequired: Bool, _ schema: JSON, _ description: String? = nil
    ) -> JSON {
        var members: JSONMembers = [
            "name": .string(name), "in": .string(place), "required": .boolean(isRequired), "schema": schema,
        ]
        if let description { members["description"] = .string(description) }
        return .object(members)
    }

    // Ids are UUIDs throughout; the other parameters are words and numbers.
    private static func pathSchema(_ name: String) -> Schema {
        name == "id" || name.hasSuffix("_id") ? .uuid : .string
    }

    private func requestBody(_ components: inout JSONMembers) -> JSON? {
        let content: (String, Schema)
        switch body {
        case .none: return nil
        case .json(let schema): content = ("application/json", schema)
        case .multipart(let schema): content = ("multipart/form-data", schema)
        }
        return .object([
            "required": .boolean(true), "content": Self.content(content.0, content.1.json(&components)),
        ])
    }

    private func responses(_ route: Route, _ components: inout JSONMembers) -> JSON {
        let (status, description, content) = success(&components)
        var success: JSONMembers = [
            "description": .string(description), "headers": ResponseHeaders.ofSuccess(answer),
        ]
        if let content { success["content"] = content }
        var responses: JSONMembers = [status: .object(success)]
        if hasVersion, route.method == .get {
            responses["304"] = .object([
                "description": .string("Not modified: If-None-Match names the version that stands"),
                "headers": ResponseHeaders.ofSuccess(answer),
            ])
        }
        var statuses = Set(problems + [429, 500, 503])
        if route.access != .open { statuses.formUnion([401, 404]) }
        if route.pattern.contains("{") { statuses.insert(404) }
        if case .none = body {} else { statuses.formUnion([400, 408, 413, 415, 422]) }
        if route.method != .get { statuses.insert(507) }
        if needsVersion { statuses.formUnion([400, 412, 428]) }
        if !query.isEmpty { statuses.insert(400) }
        for status in statuses.sorted() {
            responses[String(status)] = ResponseHeaders.reference(status)
        }
        return .object(responses)
    }

    private var hasVersion: Bool {
        if case .versioned = answer { true } else { false }
    }

    private func success(_ components: inout JSONMembers) -> (String, String, JSON?) {
        switch answer {
        case .ok(let schema): ("200", "OK", Self.content("application/json", schema.json(&components)))
        case .versioned(let schema):
            ("200", "OK, with ETag", Self.content("application/json", schema.json(&components)))
        case .created(let schema):
            ("201", "Created, with Location", Self.content("application/json", schema.json(&components)))
        case .bytes(let mediaType): ("200", "OK", Self.content(mediaType, .object([:])))
        case .nothing: ("204", "Done", nil)
        }
    }

    private static func content(_ mediaType: String, _ schema: JSON) -> JSON {
        .object([mediaType: .object(["schema": schema])])
    }
}
