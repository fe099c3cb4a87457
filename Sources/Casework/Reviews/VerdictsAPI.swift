import Hummingbird
import Web

/// Verdicts on the parts of a report, and what changed between its submissions.
struct VerdictsAPI {
    let desk: Desk
    let forms: LoadedForms

    func add(to routes: Routes) {
        routes.api(.get, "reports/:id/verdicts", access: .signedIn, operation: VerdictOperations.list) {
            [desk] _, context in
            JSONReply(try await desk.ask(context.caller, VerdictRecord.of(try context.id())))
        }
        routes.api(.post, "reports/:id/verdicts", access: .signedIn, operation: VerdictOperations.give) {
            [desk] request, context in
            let id = try context.id()
            let body = try await JSONBody.read(request, context)
            let sql = try body.fields { fields in
                ReviewQueries.give(
                    id, submission: fields.integer("submission", 1...10_000),
                    fields.objects("verdicts", atMost: 500, GivenVerdict.init))
            }
            let once = try Once.read(request, "POST /reports/\(id)/verdicts", body)
            return JSONReply.created(try await desk.make(context.caller, once, sql))
        }
        routes.api(
            .get, "reports/:id/submissions/:number/changes", access: .signedIn,
            operation: VerdictOperations.changes
        ) { [desk, forms] request, context in
            let id = try context.id()
            let number = try SubmissionPair.number(try context.parameter("number"))
            let pair = try SubmissionPair(to: number, QueryInput(request))
            let answers = try await desk.ask(context.caller, all: pair.statements(id))
            let difference = try pair.difference(
                try answers[0].decoded(), try answers[1].decoded(), forms)
            return JSONReply(difference.json(id).canonical)
        }
    }
}

/// What the OpenAPI document says of verdicts.
enum VerdictOperations {
    static let list = Operation("listVerdicts", tag: "reviews", answer: .ok(verdicts))

    static let give = Operation(
        "giveVerdicts", tag: "reviews",
        body: .json(
            .object([
                .required("submission", .integer(1...10_000)),
                .required(
                    "verdicts",
                    .array(
                        .object([
                            .optional("question", .nullable(.text(length: 1...200, format: nil))),
                            .optional("finding", .nullable(.integer(1...10_000))),
                            .required("verdict", .choice(VerdictRecord.codes)),
                            .optional("text", .nullable(.text(length: 0...10_000, format: nil))),
                        ]))),
            ])),
        answer: .created(verdicts), problems: [400, 403, 409, 413, 415, 422], isIdempotent: true)

    static let changes = Operation(
        "listChanges", tag: "reviews", query: [.init("since", .integer(1...10_000))],
        answer: .ok(.named("Changes", .map(.anything))), problems: [400])

    private static let verdicts = Schema.named(
        "Verdicts",
        .object([
            .required("report_id", .uuid), .required("submission", .nullable(.integer(nil))),
            .required("required", .integer(nil)), .required("judged", .integer(nil)),
            .required("counts", .map(.integer(nil))), .required("parts", .array(.map(.anything))),
            .required("verdicts", .array(.map(.anything))),
        ]))
}
