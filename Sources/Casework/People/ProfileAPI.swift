import Hummingbird
import Web

/// One's own profile over the API, changed by a merge patch.
struct ProfileAPI {
    let desk: Desk
    let locales: Locales

    func add(to routes: Routes) {
        routes.api(.get, "account/profile", access: .signedIn, operation: read) { [desk] _, context in
            JSONReply(try await desk.ask(context.caller, ProfileQueries.view.withVersion))
        }
        routes.api(.patch, "account/profile", access: .signedIn, operation: change) {
            [desk, locales] request, context in
            let expected = try EntityTag.required(request)
            let body = try await JSONBody.read(request, context)
            try body.fields { Self.check($0, locales) }
            let sql = ProfileQueries.change(JSON.object(body.members), expected: expected)
            return JSONReply(try await desk.ask(context.caller, sql.withVersion))
        }
    }

    // PostgreSQL reads the patch itself; here its types are looked at, and what only the program knows.
    private static func check(_ fields: JSONFields, _ locales: Locales) {
        _ = fields.optionalString("name", 1...200)
        _ = fields.optionalString("pseudonym", 1...60)
        if fields.optionalValue("language") != nil {
            _ = fields.choice("language", locales.languages.map(\.code))
        }
        _ = fields.strings("languages", atMost: 20)
        _ = fields.strings("regions", atMost: 50)
        _ = fields.optionalString("time_zone", 1...60)
        if fields.optionalValue("notifications") != nil {
            _ = fields.choice("notifications", NotificationChoice.allCases.map(\.rawValue))
        }
    }

    private static let schema = Schema.named(
        "Profile",
        .object([
            .required("name", .string), .required("pseudonym", .string), .required("language", .string),
            .required("languages", .array(.string)), .required("regions", .array(.string)),
            .required("time_zone", .nullable(.string)),
            .required("notifications", .choice(NotificationChoice.allCases.map(\.rawValue))),
            .required("version", .integer(nil)),
        ]))

    private var read: Operation {
        Operation("readProfile", tag: "people", answer: .versioned(Self.schema))
    }

    private var change: Operation {
        Operation(
            "changeProfile", tag: "people",
            body: .json(
                .object([
                    .optional("name", .text(length: 1...200, format: nil)),
                    .optional("pseudonym", .text(length: 1...60, format: nil)),
                    .optional("language", .text(length: 2...16, format: nil)),
                    .optional("languages", .array(.text(length: 2...3, format: nil))),
                    .optional("regions", .array(.text(length: 2...5, format: nil))),
                    .optional("time_zone", .nullable(.text(length: 1...60, format: nil))),
                    .optional("notifications", .choice(NotificationChoice.allCases.map(\.rawValue))),
                ])),
            answer: .versioned(Self.schema), problems: [400, 412, 413, 415, 422, 428], needsVersion: true)
    }
}

/// How often somebody is told by mail that something waits.
enum NotificationChoice: String, CaseIterable, Sendable {
    case atOnce = "at_once"
    case daily
    case none
}
