import Web

/// What the OpenAPI document says of referrals.
enum ReferralOperations {
    static let referral = Schema.named("Referral", .map(.anything))
    private static let written = [400, 403, 409, 413, 415, 422]

    static let list = Operation(
        "listReferrals", tag: "referrals",
        query: [.init("status", .upTo(60))] + Operation.Parameter.paging,
        answer: .ok(.page(of: .named("ReferralLine", .map(.anything)))), problems: [400])

    static let one = Operation("readReferral", tag: "referrals", answer: .versioned(referral))

    static let prepare = Operation(
        "prepareReferral", tag: "referrals",
        body: .json(
            .object([
                .required("authority_id", .uuid), .optional("findings", .array(.uuid)),
                .optional("evidence", .array(.uuid)),
            ])),
        answer: .created(referral), problems: written, isIdempotent: true)

    static let change = Operation(
        "changeReferral", tag: "referrals",
        body: .json(.object([.optional("findings", .array(.uuid)), .optional("evidence", .array(.uuid))])),
        answer: .versioned(referral), problems: written + [412, 428], needsVersion: true)

    static let approve = Operation(
        "approveReferral", tag: "referrals",
        body: .json(.object([.required("content_digest", .text(length: 64...64, format: nil))])),
        answer: .created(referral), problems: written, isIdempotent: true)

    static let ask = Operation(
        "askQuestion", tag: "referrals",
        body: .json(
            .object([.required("text", .text(length: 1...10_000, format: nil)), .required("due_on", .date)])),
        answer: .created(.map(.anything)), problems: written, isIdempotent: true)

    static let answer = Operation(
        "answerQuestion", tag: "referrals",
        body: .json(.object([.required("text", .text(length: 1...10_000, format: nil))])),
        answer: .created(.map(.anything)), problems: written, isIdempotent: true)

    static let dossier = Operation(
        "readDossier", tag: "referrals", answer: .bytes(mediaType: "application/zip"), problems: [409])
}
