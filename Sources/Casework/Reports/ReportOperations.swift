import Web

/// What the OpenAPI document says of reports.
enum ReportOperations {
    static let list = Operation(
        "listReports", tag: "reports", query: [.init("status", .upTo(60))] + Operation.Parameter.paging,
        answer: .ok(.page(of: .map(.anything))), problems: [400])

    static let create = Operation(
        "createReport", tag: "reports",
        body: .json(.object([.required("form", .text(length: 1...100, format: nil))])),
        answer: .created(report),
        problems: [400, 403, 409, 413, 415, 422], isIdempotent: true)

    static let one = Operation("readReport", tag: "reports", answer: .versioned(report))

    static let submission = Operation(
        "readSubmission", tag: "reports", answer: .ok(.named("Submission", .map(.anything))))

    static let save = Operation(
        "saveAnswers", tag: "reports", body: .json(.map(.anything)), answer: .versioned(.map(.anything)),
        problems: [400, 403, 409, 412, 413, 415, 422, 428], needsVersion: true)

    static let addFinding = Operation(
        "addFinding", tag: "reports",
        body: .json(
            .object([
                .required("kind", .choice(NewFinding.kinds)),
                .required("category", .choice(NewFinding.categories)),
                .required("phase", .choice(NewFinding.phases)),
                .required("statement", .text(length: 1...10_000, format: nil)),
                .optional("occurred_on", .nullable(.date)),
                .optional("place", .nullable(.text(length: 0...500, format: nil))),
                .optional("evidence", .array(.uuid)), .optional("replaces", .nullable(.integer(1...10_000))),
            ])),
        answer: .created(.object([.required("id", .uuid), .required("number", .integer(nil))])),
        problems: [400, 403, 409, 413, 415, 422], isIdempotent: true)

    static let report = Schema.named("Report", .map(.anything))
}
